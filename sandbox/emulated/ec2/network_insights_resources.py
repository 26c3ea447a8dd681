"""The resources that paths of Reachability Analyzer may begin and end at, and those that a result names.

Source: "How Reachability Analyzer works" in its guide, section "Source and destination resources".
"""

from __future__ import annotations

import re
from collections.abc import Container

from sandbox.emulated.ec2 import backend, vpc_endpoint_store
from sandbox.emulated.ec2.network_insights_store import arn
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import GONE
from sandbox.emulated.service_call import Call

TYPES = {
    "acl": "network-acl",
    "cgw": "customer-gateway",
    "eigw": "egress-only-internet-gateway",
    "eni": "network-interface",
    "i": "instance",
    "igw": "internet-gateway",
    "nat": "natgateway",
    "pcx": "vpc-peering-connection",
    "pl": "prefix-list",
    "rtb": "route-table",
    "sg": "security-group",
    "subnet": "subnet",
    "tgw": "transit-gateway",
    "tgw-attach": "transit-gateway-attachment",
    "tgw-rtb": "transit-gateway-route-table",
    "vgw": "vpn-gateway",
    "vpc": "vpc",
    "vpce": "vpc-endpoint",
    "vpn": "vpn-connection",
}
"""Beginning of an id -> type in ARNs."""
ENDS = frozenset({"eni", "i", "igw", "pcx", "tgw", "vgw", "vpce"})
_ARN = re.compile(r"arn:[a-z-]+:ec2:(?P<region>[a-z0-9-]*):(?P<account>\d{12}):(?P<type>[a-z-]+)/(?P<id>[a-z0-9-]+)")


def kind(id_: str) -> str:
    """Return the beginning of an id: `tgw-attach` of `tgw-attach-0123`."""
    return id_.rpartition("-")[0]


def arn_of(call: Call, id_: str) -> str:
    """Return the ARN of a resource of the caller's."""
    return arn(call, TYPES[kind(id_)], id_)


def component(call: Call, id_: str) -> dict[str, str]:
    """Return an AnalysisComponent."""
    shown = {"Id": id_}
    if kind(id_) in TYPES:
        shown["Arn"] = arn_of(call, id_)
    if name := dict(backend.of(call).tags.get(id_, {})).get("Name"):
        shown["Name"] = name
    return shown


def resource_id(call: Call, given: str, member: str) -> str:
    """Return the id of a resource of the caller's that is given by id or ARN.

    The resources of other accounts need AWS Organizations' trusted access for Reachability Analyzer, which the sandbox
    does not emulate: they are refused.
    """
    if not given.startswith("arn:"):
        return given
    found = _ARN.fullmatch(given)
    if found is None or TYPES.get(kind(found["id"])) != found["type"]:
        raise AwsError("InvalidParameterValue", f"Invalid value '{given}' for {member}. Specify the ARN of a resource.")
    if found["account"] != call.account:
        raise AwsError(
            "UnsupportedOperation",
            f"{given} belongs to another account: the sandbox analyzes paths within one account alone.",
        )
    if found["region"] != call.region:
        raise AwsError("InvalidParameterValue", f"{given} is in another Region than {call.region}.")
    return found["id"]


def end_id(call: HybridCall, given: str, member: str) -> str:
    """Return the id of the resource that a path begins or ends at."""
    id_ = resource_id(call, given, member)
    if kind(id_) not in ENDS:
        raise AwsError(
            "InvalidParameterValue",
            f"Invalid value '{given}' for {member}. Specify an instance, a network interface, an internet gateway, a"
            " transit gateway, a virtual private gateway, a VPC endpoint or a VPC peering connection.",
        )
    if not exists(call, id_):
        raise AwsError(f"NetworkInsights{member}.NotFound", f"The {member.lower()} {given} does not exist.")
    return id_


def exists(call: HybridCall, id_: str) -> bool:
    """Return whether a resource that a path may begin or end at exists."""
    own = backend.of(call)
    known: Container[str]
    match kind(id_):
        case "eni":
            known = own.enis
        case "i":
            known = [it.id for each in list(own.reservations.values()) for it in each.instances]
        case "igw":
            known = own.internet_gateways
        case "pcx":
            known = own.vpc_pcxs
        case "vpce":
            known = [it.id for it in vpc_endpoint_store.endpoints(call)]
        case "vgw":
            known = [it.id for it in call.resources.virtual_gateways().values() if it.owner == call.account]
        case _:
            gateways = call.transit.gateways.values()
            known = [it.id for it in gateways if it.owner == call.account and it.state not in GONE]
    return id_ in known
