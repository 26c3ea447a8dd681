"""Who and where am I? Derived from credentials and configuration, so the same with nothing running."""

from typing import Final

from sandbox.provider.api import Api
from sandbox.provider.declaration import Input
from sandbox.provider.function import function
from sandbox.provider.kinds import Flag, ListOf, Text
from sandbox.provider.values import Values

# Zones of the regions an estate may use; EC2 answers the same letters in the sandbox.
ZONES: Final = {"us-east-1": "abcdef", "us-west-2": "abcd", "eu-west-1": "abc", "eu-central-1": "abc"}


@function("aws:index/getCallerIdentity:getCallerIdentity")
def get_caller_identity(api: Api, args: Values, *, preview: bool) -> Values:
    """Account, ARN and user id of the credentials."""
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
    """The partition that the region is in."""
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
    """The provider's region, or the one asked for."""
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
    """The zones' names."""
    region = api.place.region
    if preview:
        names = [f"{region}{letter}" for letter in ZONES.get(region, "abc")]
        ids = [f"{zone_prefix(region)}-az{index + 1}" for index in range(len(names))]
    else:
        zones = api.of("ec2")("DescribeAvailabilityZones")["AvailabilityZones"]
        names = [zone["ZoneName"] for zone in zones]
        ids = [zone["ZoneId"] for zone in zones]
    kept = [(name, zone) for name, zone in zip(names, ids, strict=True) if name not in (args.get("excludeNames") or [])]
    return {
        "names": [name for name, _ in kept],
        "zoneIds": [zone for _, zone in kept],
        "groupNames": [region],
        "id": region,
        "region": region,
        **args,
    }


def zone_prefix(region: str) -> str:
    """`use1` of us-east-1."""
    area, *direction, number = region.split("-")
    return area + "".join(word[0] for word in direction) + number
