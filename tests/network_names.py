"""A network with names in the place of ids, so that networks of several sources can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from ipaddress import IPv4Network, IPv6Network
from typing import Any

from sandbox.reach.model import InterfaceKind, Network

_LEFT_OUT = ("origin", "association_origins", "link_origins", "created", "max_entries")
"""Fields in which sources differ: places, times, and what only a service knows."""
_DEFAULT = IPv4Network("172.31.0.0/16")
"""Range of the VPCs that AWS creates with an account: no program has them."""


def named_network(network: Network) -> dict[str, list[Any]]:
    """Return each kind of object, sorted, with names for the ids of objects that a program made."""
    left_out = {each.id for each in network.topology.vpcs.values() if _DEFAULT in each.cidrs}
    names = dict(_names(network))
    mappings: dict[str, Mapping[Any, Any]] = {
        each.name: getattr(part, each.name)
        for part in (network.topology, network)
        for each in fields(part)
        if isinstance(getattr(part, each.name), Mapping) and each.name not in ("network_interfaces", "unsupported")
    }
    used = {route.destination for table in network.topology.route_tables.values() for route in table.routes}
    mappings["prefix_lists"] = {key: each for key, each in mappings["prefix_lists"].items() if key in used}
    return {
        kind: sorted(
            (_plain(each, names) for each in found.values() if not {getattr(each, "vpc", ""), _id(each)} & left_out),
            key=repr,
        )
        for kind, found in mappings.items()
    }


def _id(found: object) -> str:
    return str(getattr(found, "id", ""))


def _names(network: Network) -> Iterator[tuple[str, str]]:
    """Yield id and name of each object; of one without a name its place."""
    topology = network.topology
    vpcs = {each.id: each.name for each in topology.vpcs.values()}
    yield from vpcs.items()
    named: tuple[Mapping[Any, Any], ...] = (
        topology.subnets,
        topology.transit_gateways,
        topology.transit_route_tables,
        topology.connections,
        topology.virtual_interfaces,
        topology.direct_connect_gateways,
    )
    yield from ((each.id, each.name) for listed in named for each in listed.values())
    for table in topology.route_tables.values():
        yield table.id, f"{vpcs[table.vpc]} {table.name or 'main'}"
    for group in network.groups.values():
        yield group.id, f"{vpcs[group.vpc]} {group.name}"
    for acl in network.acls.values():
        yield acl.id, f"{vpcs[acl.vpc]} {acl.name or 'default'}"
    for attachment in topology.transit_attachments.values():
        yield attachment.id, attachment.name or attachment.type
    yield from _names_of_places(network, vpcs)


def _names_of_places(network: Network, vpcs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield id and place of each object that has no name."""
    topology = network.topology
    for internet in topology.internet_gateways.values():
        yield internet.id, f"internet gateway of {vpcs.get(internet.vpc or '')}"
    for private in topology.virtual_private_gateways.values():
        yield private.id, f"private gateway of {vpcs.get(private.vpc or '')}"
    for endpoint in topology.vpc_endpoints.values():
        yield endpoint.id, f"{vpcs[endpoint.vpc]} {endpoint.service}"
    for association in topology.direct_connect_associations.values():
        yield association.id, "association"
    for interface in network.interfaces.values():
        if interface.kind is InterfaceKind.OTHER:
            yield interface.attached_to, "a service"
        yield interface.id, f"{interface.subnet and interface.addresses}"


def _plain(found: Any, names: Mapping[str, str]) -> Any:
    if is_dataclass(found):
        rule = type(found).__name__ in ("SecurityRule", "BgpSession")
        return {
            each.name: _plain(getattr(found, each.name), names)
            for each in fields(found)
            if each.name not in _LEFT_OUT and not (rule and each.name == "id")
        }
    if isinstance(found, str):
        return names.get(found, found)
    if isinstance(found, IPv4Network | IPv6Network):
        return str(found)
    if isinstance(found, tuple | frozenset):
        return sorted((_plain(each, names) for each in found), key=repr)
    if isinstance(found, Mapping):
        return sorted(map(str, found))  # public addresses are AWS's choice: those that have one are compared
    return str(found)
