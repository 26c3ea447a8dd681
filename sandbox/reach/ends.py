"""Resolve the text of an end of a flow: a name, an id, an address, `datacentre`, `internet`, an AWS service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from sandbox.reach.errors import UnknownEnd
from sandbox.reach.model import EndKind, FlowEnd, InterfaceKind, Network, NetworkInterface
from sandbox.reach.space import is_public
from sandbox.routing.model import Address, Prefix

DATACENTRE = "datacentre"
INTERNET = "internet"
_SERVICE = re.compile(
    r"(?:com\.amazonaws\.(?P<region>[a-z0-9-]+)\.(?P<name>[\w.-]+)|(?P<short>[\w-]+)\.(?P<where>[a-z]{2}(?:-[a-z]+)+-\d))"
)


def resolve(network: Network, text: str) -> tuple[FlowEnd, ...]:
    """Return the ends that a text names: several for an account, a VPC, a subnet or a prefix.

    Args:
        network: Where the ends are.
        text: `mobile/app`, `mobile`, `datacentre`, a data centre's name, `internet`, an id, a load balancer's name,
            an address, a prefix, `s3.us-east-1`.

    Raises:
        UnknownEnd: nothing has the name.

    """
    found = (
        tuple(_named(network, text) if text else ())
        or tuple(_addressed(network, text))
        or tuple(_service(network, text))
    )
    if not found:
        raise UnknownEnd(text, network.source, names(network))
    return found


def names(network: Network) -> Iterator[str]:
    """Yield the names that ends may have, ids left out."""
    yield INTERNET
    yield DATACENTRE
    yield from network.topology.datacentres
    yield from (interface.name for interface in network.interfaces.values() if interface.name)
    yield from (instance.name for instance in network.instances.values() if instance.name)
    yield from (balancer.name for balancer in network.load_balancers.values())
    yield from (account.name for account in network.accounts.values() if account.name)


def interface_end(interface: NetworkInterface, name: str = "", address: Address | None = None) -> FlowEnd:
    """Return a network interface as an end."""
    return FlowEnd(EndKind.INTERFACE, interface.id, address, name=name or interface.name or interface.id)


def _named(network: Network, text: str) -> Iterator[FlowEnd]:
    if text == INTERNET:
        yield FlowEnd(EndKind.INTERNET, INTERNET, name=text)
        return
    for centre in network.topology.datacentres.values():
        if text in {DATACENTRE, centre.name}:
            yield FlowEnd(EndKind.DATACENTRE, centre.name, name=text)
    for balancer in network.load_balancers.values():
        if text in {balancer.id, balancer.name}:
            yield FlowEnd(EndKind.LOAD_BALANCER, balancer.id, name=text)
    single = [i for i in network.interfaces.values() if text in {i.id, i.name}]
    yield from (interface_end(interface, text) for interface in (*single, *_attached(network, text)))
    yield from (interface_end(i) for i in network.interfaces.values() if text in _owners(network, i))


def _attached(network: Network, text: str) -> Iterator[NetworkInterface]:
    """Yield the interfaces of an instance or a VPC endpoint."""
    ids = [
        i
        for instance in network.instances.values()
        if text in {instance.id, instance.name}
        for i in instance.interfaces
    ]
    if text in network.topology.vpc_endpoints:
        ids.extend(network.topology.vpc_endpoints[text].interfaces)
    for ident in dict.fromkeys(ids):
        interface = network.interfaces.get(ident)
        if interface is not None and interface.name != text:
            yield interface


def _owners(network: Network, interface: NetworkInterface) -> set[str]:
    """Return the names of what an interface of a workload is in."""
    if interface.kind is not InterfaceKind.INTERFACE:
        return set()
    account = network.accounts.get(interface.account)
    return {interface.vpc, interface.subnet, interface.account, account.name if account else interface.account}


def _addressed(network: Network, text: str) -> Iterator[FlowEnd]:
    try:
        address = ip_address(text)
    except ValueError:
        try:
            prefix = ip_network(text)
        except ValueError:
            return
        yield from _of_prefix(network, prefix, text)
        return
    owners = [
        interface
        for interface in network.interfaces.values()
        if address in interface.addresses or address in interface.public_addresses.values()
    ]
    if owners:
        yield from (interface_end(interface, text, address) for interface in owners)
    else:
        yield from _of_prefix(network, ip_network(address), text)


def _of_prefix(network: Network, prefix: Prefix, text: str) -> Iterator[FlowEnd]:
    """Yield what has addresses of a prefix, the most specific kind of end: interfaces, data centre, internet."""
    address = prefix.network_address if prefix.num_addresses == 1 else None
    inside = [i for i in network.interfaces.values() if any(_within(a, prefix) for a in i.addresses)]
    if inside:
        for interface in inside:
            own = next(a for a in interface.addresses if _within(a, prefix))
            yield interface_end(interface, interface.name, own)
        return
    ranges = [cidr for subnet in network.topology.subnets.values() for cidr in subnet.cidrs]
    if any(_covers(cidr, prefix) for cidr in ranges):
        yield FlowEnd(EndKind.ADDRESS, text, address, (prefix,), text)
        return
    for centre in network.topology.datacentres.values():
        if any(_covers(own, prefix) for own in centre.prefixes):
            yield FlowEnd(EndKind.DATACENTRE, centre.name, address, (prefix,), text)
            return
    kind = EndKind.INTERNET if is_public(prefix) else EndKind.ADDRESS
    yield FlowEnd(kind, INTERNET if kind is EndKind.INTERNET else text, address, (prefix,), text)


def _within(address: Address, prefix: Prefix) -> bool:
    return address.version == prefix.version and address in prefix


def _covers(outer: Prefix, inner: Prefix) -> bool:
    return outer.version == inner.version and inner.subnet_of(outer)  # type: ignore[arg-type]


def _service(network: Network, text: str) -> Iterator[FlowEnd]:
    found = _SERVICE.fullmatch(text)
    if found is None:
        return
    region, name = found["region"] or found["where"], found["name"] or found["short"]
    regions = {vpc.region for vpc in network.topology.vpcs.values()}
    if region not in regions:
        return
    service = f"com.amazonaws.{region}.{name}"
    prefixes = tuple(
        entry
        for listed in network.topology.prefix_lists.values()
        if listed.name == service and listed.region == region
        for entry in listed.entries
    )
    yield FlowEnd(EndKind.SERVICE, service, prefixes=prefixes, name=text)
