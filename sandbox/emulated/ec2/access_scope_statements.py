"""The statements of a Network Access Scope: which resources and which packet headers a path has.

Source: PathStatementRequest and its neighbours in the EC2 API Reference, and the Network Access Analyzer Guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network
from itertools import product

from sandbox.emulated.ec2.network_insights_ends import ANYWHERE, PROTOCOLS
from sandbox.emulated.ec2.network_insights_paths import HIGHEST_PORT
from sandbox.emulated.ec2.network_insights_resources import TYPES, kind, resource_id
from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call, Values
from sandbox.reach.headers import ANY_PORT, Box, Boxes, Interval, prefix_interval
from sandbox.reach.model import Network

RESOURCE_TYPES = {
    "AWS::EC2::EgressOnlyInternetGateway": "eigw",
    "AWS::EC2::Instance": "i",
    "AWS::EC2::InternetGateway": "igw",
    "AWS::EC2::NatGateway": "nat",
    "AWS::EC2::NetworkAcl": "acl",
    "AWS::EC2::NetworkInterface": "eni",
    "AWS::EC2::RouteTable": "rtb",
    "AWS::EC2::SecurityGroup": "sg",
    "AWS::EC2::Subnet": "subnet",
    "AWS::EC2::TransitGateway": "tgw",
    "AWS::EC2::VPC": "vpc",
    "AWS::EC2::VPCEndpoint": "vpce",
    "AWS::EC2::VPCPeeringConnection": "pcx",
    "AWS::EC2::VPNGateway": "vgw",
}
"""Type of a resource statement -> beginning of its ids."""
ENDS = ("Source", "Destination")
_PORTS = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")


def check(call: Call, path: Values) -> None:
    """Raise for a path with a resource, an address or a port that is none, or of a type that is not analyzed."""
    statements = [path.get(end) or {} for end in ENDS]
    for statement in (*statements, *(path.get("ThroughResources") or ())):
        resources = statement.get("ResourceStatement") or {}
        if unknown := [it for it in resources.get("ResourceTypes") or () if it not in RESOURCE_TYPES]:
            known = ", ".join(RESOURCE_TYPES)
            raise AwsError(
                "InvalidParameterValue", f"The sandbox does not analyze resources of type {unknown[0]}. Known: {known}."
            )
        for id_ in resources.get("Resources") or ():
            if kind(resource_id(call, id_, "Resources")) not in TYPES:
                raise AwsError("InvalidParameterValue", f"Invalid resource '{id_}'. Specify an id or an ARN of EC2.")
    for statement in statements:
        header = statement.get("PacketHeaderStatement") or {}
        for name in ENDS:
            list(_addresses(header, name, None))
            list(_ports(header, name))


def matches(call: Call, statement: Values, ids: frozenset[str]) -> bool:
    """Return whether one of the ids is of a statement's resources; a statement without resources matches all."""
    resources = statement.get("ResourceStatement") or {}
    wanted = {resource_id(call, it, "Resources") for it in resources.get("Resources") or ()}
    kinds = {RESOURCE_TYPES[it] for it in resources.get("ResourceTypes") or ()}
    return not (wanted or kinds) or bool(wanted & ids) or any(kind(id_) in kinds for id_ in ids)


def has_header(path: Values, end: str) -> bool:
    """Return whether a path limits the headers at an end."""
    return bool((path.get(end) or {}).get("PacketHeaderStatement"))


def patterns(network: Network, path: Values, end: str) -> Boxes:
    """Return the headers that a path has at its source or destination."""
    header = (path.get(end) or {}).get("PacketHeaderStatement") or {}
    protocols = [PROTOCOLS[it] for it in header.get("Protocols") or PROTOCOLS]
    sources, destinations = (list(_addresses(header, name, network)) for name in ENDS)
    first, last = (list(_ports(header, name)) for name in ENDS)
    parts = product(sources, destinations, protocols, first, last)
    return tuple(
        Box(source, destination, (number, number), ports, others)
        for source, destination, number, ports, others in parts
    )


def _addresses(header: Values, end: str, network: Network | None) -> Iterator[Interval]:
    given, lists = header.get(f"{end}Addresses") or (), header.get(f"{end}PrefixLists") or ()
    for text in given:
        try:
            yield prefix_interval(IPv4Network(text))
        except ValueError:
            raise AwsError("InvalidParameterValue", f"Invalid IPv4 range '{text}' in {end}Addresses.") from None
    yield from _listed(lists, network)
    if not given and not lists:
        yield prefix_interval(ANYWHERE)


def _listed(lists: Iterable[str], network: Network | None) -> Iterator[Interval]:
    for id_ in lists if network else ():
        found = network.topology.prefix_lists.get(id_) if network else None
        yield from (prefix_interval(it) for it in (found.entries if found else ()) if it.version == ANYWHERE.version)


def _ports(header: Values, end: str) -> Iterator[Interval]:
    given = header.get(f"{end}Ports") or ()
    for text in given:
        found = _PORTS.fullmatch(text)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if not first <= last <= HIGHEST_PORT:
            raise AwsError("InvalidParameterValue", f"Invalid {end}Ports '{text}'. Use a port or a range such as 1-9.")
        yield first, last
    if not given:
        yield ANY_PORT
