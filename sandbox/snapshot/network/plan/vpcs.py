"""VPCs and subnets of a plan."""

from __future__ import annotations

from sandbox.routing.model import Prefix, Subnet, Vpc
from sandbox.snapshot.network.draft import Draft
from sandbox.snapshot.network.plan.resources import PlanResources, name_of
from sandbox.snapshot.plan.resource import UNKNOWN, Planned

VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"
_MORE_4 = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation"
_MORE_6 = "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation"
TOKENS = frozenset((VPC, SUBNET, _MORE_4, _MORE_6))


def read_vpcs(resources: PlanResources, draft: Draft) -> None:
    """Add the VPCs with all their ranges, and the subnets."""
    more: dict[str, list[Prefix]] = {}
    for token, name in ((_MORE_4, "cidrBlock"), (_MORE_6, "ipv6CidrBlock")):
        for made in resources.of(token):
            vpc = resources.text(made, "vpcId", "vpc-") or ""
            more.setdefault(vpc, []).extend(_ranges(resources, made, name))
    for made in resources.of(VPC):
        identity = resources.id(made)
        ranges = (*_ranges(resources, made, "cidrBlock", "ipv6CidrBlock"), *more.get(identity, ()))
        cidrs = tuple(dict.fromkeys(ranges))
        draft.vpcs[identity] = Vpc(
            identity, made.account, made.region, name=name_of(made), cidrs=cidrs, origin=made.origin
        )
    for made in resources.of(SUBNET):
        identity = resources.id(made)
        zones = (made.text("availabilityZoneId"), made.text("availabilityZone"))
        draft.subnets[identity] = Subnet(
            identity,
            resources.text(made, "vpcId", "vpc-") or "",
            made.account,
            region=made.region,
            zone=next((zone for zone in zones if zone), ""),
            cidrs=_ranges(resources, made, "cidrBlock", "ipv6CidrBlock"),
            name=name_of(made),
            origin=made.origin,
        )


def _ranges(resources: PlanResources, made: Planned, *names: str) -> tuple[Prefix, ...]:
    if made.values.get("assignGeneratedIpv6CidrBlock") is True and made.values.get("ipv6CidrBlock") in (None, UNKNOWN):
        resources.unknown(made, "ipv6CidrBlock")
        names = tuple(name for name in names if name != "ipv6CidrBlock")
    for pool in ("ipv4IpamPoolId", "ipv6IpamPoolId"):
        if made.values.get(pool):
            resources.note(made, f"a range that {pool} assigns is not known in the plan")
    return tuple(known for name in names if (known := resources.prefix(made, made.values.get(name), name)) is not None)
