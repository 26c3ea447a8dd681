"""Values of condition keys that make a request one from outside: of the public, or of outside a zone of trust.

Reference: S3 user guide, access-control-block-public-access ("The meaning of public"); IAM user guide,
access-analyzer-concepts (zone of trust) and reference_policies_condition-keys.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.iam.arn import Arn
from sandbox.iam.conditions import Condition
from sandbox.iam.statement import Statement

ACCOUNT_KEYS = frozenset(
    (
        "aws:principalaccount",
        "aws:sourceaccount",
        "aws:sourceowner",
        "aws:vpceaccount",
        "kms:calleraccount",
        "s3:dataaccesspointaccount",
    )
)
ORGANIZATION_KEYS = frozenset(("aws:principalorgid", "aws:sourceorgid", "aws:vpceorgid"))
PATH_KEYS = frozenset(("aws:principalorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths"))
ARN_KEYS = frozenset(("aws:principalarn", "aws:sourcearn", "s3:dataaccesspointarn"))
_OTHER_KEYS = frozenset(("aws:sourcevpc", "aws:sourcevpce", "aws:userid"))
FIXING_KEYS = ACCOUNT_KEYS | ORGANIZATION_KEYS | PATH_KEYS | ARN_KEYS | _OTHER_KEYS
"""Keys whose fixed values keep the public out."""
_BROADEST = {4: 8, 6: 32}
"""IP version -> the shortest prefix of a range that counts as a fixed value."""
_WILD = frozenset("*?$")


@dataclass(frozen=True, slots=True)
class ZoneOfTrust:
    """The accounts whose principals are trusted; an organization's are all of its accounts."""

    accounts: frozenset[str]
    organization: str | None = None

    def is_outside(self, key: str, value: str) -> bool:
        """Return whether a request from outside the zone can have this value of a condition key."""
        if key in ACCOUNT_KEYS:
            return value not in self.accounts
        if key in ORGANIZATION_KEYS:
            return value != self.organization
        if key in PATH_KEYS:
            return value.partition("/")[0] != self.organization
        if key in ARN_KEYS:
            arn = Arn.parse(value)
            return arn is None or arn.account not in self.accounts
        return True


@dataclass(frozen=True)
class PublicValues:
    """The values that requests of the public can have: none that a statement lists without a wildcard."""

    fixed: frozenset[tuple[str, str]]
    """Key and listed value, both in lower case."""
    narrow: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = field(default=())
    """Ranges of addresses that are narrow enough to count as fixed."""

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> PublicValues:
        """Return those of a document's statements."""
        conditions = [condition for statement in statements for condition in statement.conditions]
        fixed = {
            (condition.key.lower(), _fixed_part(condition.key.lower(), value))
            for condition in conditions
            for value in condition.wanted
            if condition.key.lower() in FIXING_KEYS
        }
        return cls(frozenset(fixed), tuple(_narrow(conditions)))

    def is_public(self, key: str, value: str) -> bool:
        """Return whether a request of the public can have this value of a condition key."""
        if key == "aws:sourceip":
            return not any(_is_in(value, network) for network in self.narrow)
        return key not in FIXING_KEYS or (key, _fixed_part(key, value)) not in self.fixed


def _fixed_part(key: str, value: str) -> str:
    """Return the part of a value that identifies the caller: a path's organization, the account that an ARN names."""
    folded = value.lower()
    if key in PATH_KEYS:
        return folded.partition("/")[0]
    arn = Arn.parse(folded) if key in ARN_KEYS else None
    return arn.account if arn is not None and arn.account.isdigit() else folded


def _narrow(conditions: Iterable[Condition]) -> Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    for condition in conditions:
        if condition.key.lower() != "aws:sourceip":
            continue
        for value in condition.wanted:
            if _WILD & set(value):
                continue
            network = ipaddress.ip_network(value, strict=False)
            if network.prefixlen >= _BROADEST[network.version]:
                yield network


def _is_in(value: str, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    try:
        return ipaddress.ip_address(value) in network
    except ValueError:
        return False
