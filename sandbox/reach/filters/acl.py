"""A network ACL, compiled: ordered entries, stateless, first match decides.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from __future__ import annotations

from functools import cache

from sandbox.origin import Origin
from sandbox.reach.filters.outcome import FilterOutcome
from sandbox.reach.filters.patterns import rule_patterns
from sandbox.reach.filters.text import entry_text
from sandbox.reach.headers import Boxes, intersect, prefix_interval, subtract
from sandbox.reach.headers.ranges import Family
from sandbox.reach.model import AclEntry, NetworkAcl

type _Compiled = tuple[tuple[AclEntry, Boxes], ...]


class CompiledAcl:
    """The entries of a network ACL as patterns, compiled on first use for each family and direction."""

    def __init__(self, acl: NetworkAcl) -> None:
        self.acl = acl
        self.compiled = cache(self._compile)

    def _compile(self, family: Family, egress: bool, response: bool) -> _Compiled:
        entries = sorted((e for e in self.acl.entries if e.egress is egress), key=lambda entry: entry.number)
        return tuple(
            (
                entry,
                rule_patterns(
                    family,
                    prefix_interval(entry.cidr),
                    entry.protocol,
                    entry.ports,
                    outbound=egress,
                    response=response,
                ),
            )
            for entry in entries
            if entry.cidr.version == family
        )

    def apply(self, boxes: Boxes, family: Family, *, egress: bool, response: bool) -> FilterOutcome:
        """Return what of a set of headers passes in one direction."""
        permitted: list[Boxes] = []
        denied: list[Boxes] = []
        by: dict[str, tuple[str, Origin | None]] = {}
        left = boxes
        for entry, patterns in self.compiled(family, egress, response):
            if not left:
                break
            for pattern in patterns:
                matched = intersect(left, pattern)
                if not matched:
                    continue
                left = subtract(left, pattern)
                (permitted if entry.action == "allow" else denied).append(matched)
                by.setdefault(entry.action, (entry_text(entry), entry.origin))
        if left:
            denied.append(left)
            way = "outbound" if egress else "inbound"
            by.setdefault("deny", (f"no entry allows it {way}: the default entry denies", self.acl.origin))
        allow, deny = by.get("allow", ("", None)), by.get("deny", ("", None))
        return FilterOutcome(
            tuple(box for part in permitted for box in part),
            tuple(box for part in denied for box in part),
            self.acl.id,
            *allow,
            *deny,
        )
