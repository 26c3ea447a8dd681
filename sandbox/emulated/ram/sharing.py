"""Decide whether a share reaches an account, from shares and the organization's tree; without I/O."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from sandbox.emulated.ram.model import Association, ResourceShare
from sandbox.emulated.ram.principals import Principal


class Membership(Protocol):
    """An account's place in its organization."""

    @property
    def organization_id(self) -> str:
        """`o-...`."""

    @property
    def path(self) -> tuple[str, ...]:
        """Ids from the root (`r-...`) down to the unit (`ou-...`) of the account."""


type Lookup = Callable[[str], Membership | None]
"""Account id -> its place in an organization, or None."""


def reaches(principal: Principal, account: str, lookup: Lookup) -> bool:
    """Return whether the principal of a share is the account, or contains it."""
    match principal.kind:
        case "account" | "identity" | "service":
            return principal.account == account
        case "organization" | "unit":
            place = lookup(account)
            if place is None or place.organization_id != principal.organization:
                return False
            return principal.kind == "organization" or principal.unit in place.path


def granting(share: ResourceShare, account: str, lookup: Lookup) -> Iterator[Association]:
    """Yield the principal associations by which the share reaches the account."""
    if share.status != "ACTIVE" or share.owner == account:
        return
    for association in share.principals:
        if association.status == "ASSOCIATED" and reaches(Principal.parse(association.entity), account, lookup):
            yield association


def shared_with(shares: Iterable[ResourceShare], resource_arn: str, account: str, lookup: Lookup) -> bool:
    """Return whether another account's resource is shared with the account; False for the owner's own."""
    return any(
        True
        for share in shares
        if any(each.entity == resource_arn and each.status == "ASSOCIATED" for each in share.resources)
        for _ in granting(share, account, lookup)
    )


def shared_resources(shares: Iterable[ResourceShare], account: str, lookup: Lookup) -> Iterator[str]:
    """Yield the ARNs of the resources that other accounts share with the account, in the order of sharing."""
    seen: dict[str, None] = {}
    for share in shares:
        if any(True for _ in granting(share, account, lookup)):
            seen.update((each.entity, None) for each in share.resources if each.status == "ASSOCIATED")
    yield from seen
