"""Caller identity, partition, Region and zones: derived from credentials and configuration, without a call."""

from typing import Final

from sandbox.provider.api import Api
from sandbox.provider.errors import ZonesUnknown
from sandbox.provider.function import function
from sandbox.provider.properties import Input
from sandbox.provider.value_types import Flag, ListOf, Text
from sandbox.provider.values import Values

# The number in the id of each zone (a, b, c, ...), as in the sandbox's EC2.
ZONES: Final = {
    "us-east-1": (6, 1, 2, 4, 3, 5),
    "us-east-2": (1, 2, 3),
    "us-west-1": (3, 1),
    "us-west-2": (2, 1, 3, 4),
    "eu-central-1": (1, 2, 3),
    "eu-west-1": (3, 1, 2),
    "eu-west-2": (2, 3, 1),
}


@function("aws:index/getCallerIdentity:getCallerIdentity")
def get_caller_identity(api: Api, args: Values, *, preview: bool) -> Values:
    """Return account, ARN and user id of the credentials."""
    _ = args
    if preview:
        root = f"arn:{api.place.partition}:iam::{api.place.account}:root"
        return {"accountId": api.place.account, "arn": root, "userId": api.place.account, "id": api.place.account}
    answer = api.of("sts")("GetCallerIdentity")
    return {
        "accountId": answer["Account"],
        "arn": answer["Arn"],
        "userId": answer["UserId"],
        "id": answer["Account"],
    }


@function("aws:index/getPartition:getPartition", region=Input())
def get_partition(api: Api, args: Values, *, preview: bool) -> Values:
    """Return the partition of the Region."""
    _ = args, preview
    place = api.place
    reverse = ".".join(reversed(place.suffix.split(".")))
    return {
        "partition": place.partition,
        "dnsSuffix": place.suffix,
        "reverseDnsPrefix": reverse,
        "id": place.partition,
        "region": place.region,
    }


@function("aws:index/getRegion:getRegion", region=Input(), name=Input(), endpoint=Input())
def get_region(api: Api, args: Values, *, preview: bool) -> Values:
    """Return the Region that is given, else the provider's."""
    _ = preview
    region = args.get("region") or args.get("name") or api.place.region
    return {
        "region": region,
        "name": region,
        "id": region,
        "endpoint": f"ec2.{region}.{api.place.suffix}",
        "description": region,
    }


@function(
    "aws:index/getAvailabilityZones:getAvailabilityZones",
    state=Input(Text(choices=("available",))),
    region=Input(),
    allAvailabilityZones=Input(Flag()),
    excludeNames=Input(ListOf()),
)
def get_availability_zones(api: Api, args: Values, *, preview: bool) -> Values:
    """Return the names and ids of the Region's zones."""
    region = api.place.region
    if preview:
        zones = planned_zones(region)
    else:
        described = api.of("ec2")("DescribeAvailabilityZones")["AvailabilityZones"]
        zones = {zone["ZoneName"]: zone["ZoneId"] for zone in described}
    kept = {name: zone for name, zone in zones.items() if name not in (args.get("excludeNames") or [])}
    return {
        "names": list(kept),
        "zoneIds": list(kept.values()),
        "groupNames": [region],
        "id": region,
        "region": region,
        **args,
    }


def planned_zones(region: str) -> dict[str, str]:
    """Return names and ids of a Region's zones without a call to AWS. Raises ZonesUnknown."""
    if region not in ZONES:
        raise ZonesUnknown(region, ZONES)
    prefix = zone_prefix(region)
    return {
        f"{region}{suffix}": f"{prefix}-az{number}" for suffix, number in zip("abcdef", ZONES[region], strict=False)
    }


def zone_prefix(region: str) -> str:
    """Return the prefix of zone ids: `use1` of us-east-1."""
    area, *direction, number = region.split("-")
    return area + "".join(word[0] for word in direction) + number
