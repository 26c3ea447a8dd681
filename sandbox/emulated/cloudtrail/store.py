"""The trails in the engine: which of them an account sees and may change, and the lock that changes take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from localstack.services.stores import AccountRegionBundle, BaseStore, LocalAttribute

from sandbox.emulated.cloudtrail.events.history import History
from sandbox.emulated.cloudtrail.trail import Trail, check_name
from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.service_call import Call

SERVICE = "cloudtrail.amazonaws.com"
_LOCK = RLock()


class TrailStore(BaseStore):
    """Trails of one account whose home is one Region, by name, and the events of that account and Region."""

    trails: dict[str, Trail] = LocalAttribute(default=dict)
    history: History = LocalAttribute(default=History)


_stores = AccountRegionBundle("cloudtrail", TrailStore, validate=False)


def history_of(account: str, region: str) -> History:
    """Return the events of an account in a Region."""
    with _LOCK:
        kept: History = _stores[account][region].history
        return kept


@contextmanager
def open_state(_call: Call) -> Iterator[Trails]:
    """Lock the trails."""
    with _LOCK:
        yield TRAILS


class Trails:
    """The trails of all accounts."""

    def at_home(self, account: str, region: str) -> dict[str, Trail]:
        """Return the account's trails whose home is the Region, by name."""
        found: dict[str, Trail] = _stores[account][region].trails
        return found

    def keep(self, trail: Trail) -> Trail:
        """Store the trail as it is now, and return it."""
        self.at_home(trail.account, trail.region)[trail.name] = trail
        return trail

    def forget(self, trail: Trail) -> None:
        """Delete the trail."""
        del self.at_home(trail.account, trail.region)[trail.name]

    def seen_by(self, account: str, region: str) -> list[Trail]:
        """Return the trails that cover the account in the Region: its own and its organization's."""
        membership = membership_of(account)
        found = [trail for trail in self._of(account) if trail.region == region or trail.multi_region]
        if membership is not None and membership.management != account:
            inherited = (trail for trail in self._of(membership.management) if trail.of_organization)
            found += [trail for trail in inherited if trail.region == region or trail.multi_region]
        return found

    def find(self, name: str, account: str, region: str) -> Trail:
        """Return an own trail by its name, or any visible one by its ARN; else raise TrailNotFoundException."""
        if name.startswith("arn:"):
            place = [*name.split(":"), *[""] * 4][3]
            found = [trail for trail in self.seen_by(account, place) if trail.arn == name]
        else:
            check_name(name)
            found = [
                trail for trail in self.seen_by(account, region) if trail.name == name and trail.account == account
            ]
        if not found:
            raise AwsError("TrailNotFoundException", f"Unknown trail: {name} for the user: {account}")
        return found[0]

    def find_to_change(self, name: str, account: str, region: str) -> Trail:
        """Return the trail for its owner or a delegated administrator, in the trail's home Region."""
        trail = self.find(name, account, region)
        if trail.account != account:
            membership = membership_of(account)
            if membership is None or SERVICE not in membership.delegated_services:
                raise AwsError(
                    "NotOrganizationMasterAccountException",
                    "Only the management account or a delegated administrator can change a trail of the organization.",
                )
        if trail.region != region:
            raise AwsError(
                "InvalidHomeRegionException",
                f"Trail {trail.arn} can only be changed in its home Region {trail.region}.",
            )
        return trail

    def _of(self, account: str) -> Iterator[Trail]:
        for store in list(_stores[account].values()):
            yield from store.trails.values()


TRAILS = Trails()
"""The trails without their lock, for operations that call other services in between; `call.state` is locked."""
