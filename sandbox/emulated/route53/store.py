"""Hosted zones: moto's, one set for each account, and the state that spans accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossAccountAttribute
from moto.ec2.models import ec2_backends
from moto.route53.models import route53_backends

from sandbox.emulated.errors import AwsError

HTTP_NOT_FOUND = 404


@dataclass(frozen=True)
class Vpc:
    """A VPC as Route 53 names it."""

    id: str
    region: str

    def as_dict(self) -> dict[str, str]:
        """Return it as the API shows it."""
        return {"VPCRegion": self.region, "VPCId": self.id}


@dataclass(frozen=True)
class Zone:
    """A hosted zone and the account that owns it."""

    owner: str
    zone: Any
    """moto's zone: name, private_zone, vpcs, rrsets."""

    @property
    def vpcs(self) -> list[Vpc]:
        """Return the VPCs in which the zone's names resolve."""
        return [Vpc(each["vpc_id"], each.get("vpc_region") or "us-east-1") for each in self.zone.vpcs]


class Route53Store(BaseStore):
    """The state that moto does not keep."""

    AUTHORIZATIONS: dict[str, list[Vpc]] = CrossAccountAttribute(default=dict)
    """Zone id -> VPCs of other accounts that may be associated."""


_stores = AccountRegionBundle("route53", Route53Store, validate=False)  # a global service has no region to check


def authorizations(zone_id: str) -> list[Vpc]:
    """Return the authorized VPCs of a zone, to read and to change."""
    return _stores["000000000000"]["us-east-1"].AUTHORIZATIONS.setdefault(zone_id, [])


def bare(zone_id: str) -> str:
    """Return the id without the path that the API puts before it."""
    return zone_id.rpartition("/")[2]


def all_zones() -> Iterator[Zone]:
    """Yield every hosted zone of every account."""
    for account in list(route53_backends):
        for zone in list(route53_backends[account]["aws"].zones.values()):
            yield Zone(account, zone)


def find_zone(zone_id: str) -> Zone:
    """Return the zone, whoever owns it."""
    found = next((each for each in all_zones() if each.zone.id == bare(zone_id)), None)
    if found is None:
        raise AwsError("NoSuchHostedZone", f"No hosted zone found with ID: {bare(zone_id)}", status=HTTP_NOT_FOUND)
    return found


def own_zone(zone_id: str, account: str) -> Zone:
    """Return the zone, if it is the account's."""
    zone = find_zone(zone_id)
    if zone.owner != account:
        raise AwsError("AccessDenied", "User is not authorized to access this resource", status=403)
    return zone


def vpc_owner(vpc: Vpc) -> str | None:
    """Return the account that owns the VPC, if any does."""
    for account in list(ec2_backends):
        if vpc.region in ec2_backends[account] and vpc.id in ec2_backends[account][vpc.region].vpcs:
            return str(account)
    return None
