"""Quotas of security groups.

Source: VPC User Guide, "Amazon VPC quotas" (security groups) and "Security group size".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.emulated.ec2 import security_group_store as store
from sandbox.emulated.ec2.security_group_rule import Rule
from sandbox.emulated.errors import AwsError

MOST_RULES = 60
"""Rules of a direction, for each of IPv4 and IPv6."""
MOST_GROUPS_OF_INTERFACE = 5
MOST_GROUPS = 2500
"""Groups of a Region."""


def check_rules(rules: Sequence[Rule], weights: Mapping[str, int]) -> None:
    """Raise AWS's error for more rules of one direction than a group may have, given the weight of each prefix list."""
    if _over(rules, weights):
        raise AwsError(
            "RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached."
        )


def too_many_rules(group: Any, weights: Mapping[str, int]) -> bool:
    """Return whether a group has more rules of a direction than it may have."""
    directions = ([store.read(it) for it in store.stored(group, egress=egress)] for egress in (False, True))
    return any(_over(rules, weights) for rules in directions)


def _over(rules: Sequence[Rule], weights: Mapping[str, int]) -> bool:
    """Count a group as one rule of each family, and a prefix list as its weight."""
    lists = sum(weights.get(rule.prefix_list, 1) for rule in rules if rule.prefix_list)
    both = lists + sum(rule.group is not None for rule in rules)
    families = (sum(bool(rule.cidr_ipv4) for rule in rules), sum(bool(rule.cidr_ipv6) for rule in rules))
    return any(both + ranges > MOST_RULES for ranges in families)


def check_interface_groups(ids: Sequence[str]) -> None:
    """Raise AWS's error for more groups than an interface may have."""
    if len(ids) > MOST_GROUPS_OF_INTERFACE:
        raise AwsError(
            "SecurityGroupsPerInterfaceLimitExceeded",
            f"The maximum number of security groups per interface, {MOST_GROUPS_OF_INTERFACE}, has been reached.",
        )
