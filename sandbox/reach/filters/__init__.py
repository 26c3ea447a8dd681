"""Network ACLs and security groups as patterns of headers, and what of a set of headers passes them."""

from sandbox.reach.filters.acl import CompiledAcl
from sandbox.reach.filters.outcome import FilterOutcome
from sandbox.reach.filters.patterns import answered_requests, rule_patterns
from sandbox.reach.filters.security_groups import CompiledGroup, GroupPatterns

__all__ = ["CompiledAcl", "CompiledGroup", "FilterOutcome", "GroupPatterns", "answered_requests", "rule_patterns"]
