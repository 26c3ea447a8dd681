"""Where trails live in the engine, and which of them an account sees and may change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import RLock

from localstack.services.stores import AccountRegionBundle, BaseStore, LocalAttribute

from sandbox.emulated.cloudtrail.events.history import History
from sandbox.emulated.cloudtrail.trail import Trail, check_name
from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.membership import membership_of

SERVICE = "cloudtrail.amazonaws.com"
LOCK = RLock()


class TrailStore(BaseStore):
    """Trails of one account whose home is one Region, by name, and what happened there."""

    trails: dict[str, Trail] = LocalAttribute(default=dict)
    history: History = LocalAttribute(default=History)


trail_stores = AccountRegionBundle("cloudtrail", TrailStore, validate=False)


def now() -> datetime:
    """The engine's clock."""
    return datetime.now(UTC)


def history_of(account: str, region: str) -> History:
    """The events of an account in a Region."""
    with LOCK:
        kept: History = trail_stores[account][region].history
        return kept


def keep(trail: Trail) -> Trail:
    """Remember the trail as it is now."""
    trail_stores[trail.account][trail.region].trails[trail.name] = trail
    return trail


def forget(trail: Trail) -> None:
    """Delete it."""
    del trail_stores[trail.account][trail.region].trails[trail.name]


def seen_by(account: str, region: str) -> list[Trail]:
    """Trails that watch the account in the Region: its own and its organization's."""
    membership = membership_of(account)
    found = [trail for trail in _of(account) if trail.region == region or trail.multi_region]
    if membership is not None and membership.management != account:
        inherited = (trail for trail in _of(membership.management) if trail.of_organization)
        found += [trail for trail in inherited if trail.region == region or trail.multi_region]
    return found


def find(name: str, account: str, region: str) -> Trail:
    """By the name of an own trail, or by the ARN of any that the account sees; else TrailNotFoundException."""
    if name.startswith("arn:"):
        found = [trail for trail in seen_by(account, name.split(":")[3]) if trail.arn == name]
    else:
        check_name(name)
        found = [trail for trail in seen_by(account, region) if trail.name == name and trail.account == account]
    if not found:
        raise AwsError("TrailNotFoundException", f"Unknown trail: {name} for the user: {account}")
    return found[0]


def find_to_change(name: str, account: str, region: str) -> Trail:
    """The same, for the trail's owner or a delegated administrator, in the trail's home Region."""
    trail = find(name, account, region)
    if trail.account != account:
        membership = membership_of(account)
        if membership is None or SERVICE not in membership.delegated_services:
            raise AwsError(
                "NotOrganizationMasterAccountException",
                "Only the management account or a delegated administrator can change a trail of the organization.",
            )
    if trail.region != region:
        raise AwsError(
            "InvalidHomeRegionException", f"Trail {trail.arn} can only be changed in its home Region {trail.region}."
        )
    return trail


def _of(account: str) -> Iterator[Trail]:
    for store in list(trail_stores[account].values()):
        yield from store.trails.values()
