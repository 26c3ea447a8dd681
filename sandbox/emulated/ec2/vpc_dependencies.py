"""What prevents the deletion of a VPC or of a subnet."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.nat_gateway_store import settled as nat_gateways
from sandbox.emulated.ec2.peering_states import settled, status_of
from sandbox.emulated.ec2.route_shapes import ATTACHMENT_IN_USE, gateway_works
from sandbox.emulated.ec2.vpc_endpoint_store import ENDED, endpoints
from sandbox.emulated.hybrid_network.call import HybridCall

NAT_GATEWAY_LEFT = frozenset({"pending", "available", "deleting"})


def dependency(call: HybridCall, vpc: str) -> str | None:
    """Return the id of what depends on a VPC; None where nothing does but what AWS made with it."""
    return next(_of_vpc(call, vpc), None)


def subnet_dependency(call: HybridCall, subnet: str) -> str | None:
    """Return the id of what depends on a subnet."""
    interfaces = [each.id for each in list(backend.of(call).enis.values()) if each.subnet.id == subnet]
    attachments = [
        each.id
        for each in list(call.transit.attachments.values())
        if subnet in each.subnets and each.state in ATTACHMENT_IN_USE
    ]
    return next(iter([*interfaces, *attachments]), None)


def _of_vpc(call: HybridCall, vpc: str) -> Iterator[str]:
    own = backend.of(call)
    yield from (each.id for each in backend.subnets(call) if each.vpc_id == vpc)
    yield from (each.id for each in list(own.enis.values()) if each.vpc_id == vpc)
    for gateway in [*list(own.internet_gateways), *list(own.vpn_gateways)]:
        if gateway_works(own, gateway, vpc):
            yield gateway
    for kept in (own.egress_only_internet_gateways, own.carrier_gateways):
        yield from (each.id for each in list(kept.values()) if each.vpc_id == vpc)
    yield from (each.id for each in nat_gateways(call) if each.vpc_id == vpc and each.state in NAT_GATEWAY_LEFT)
    yield from (
        each.id for each in list(own.route_tables.values()) if each.vpc_id == vpc and each.main_association_id is None
    )
    yield from (each.id for each in list(own.network_acls.values()) if each.vpc_id == vpc and not each.default)
    yield from (id_ for id_, each in list(own.groups.get(vpc, {}).items()) if each.name != "default")
    yield from (each.id for each in endpoints(call) if each.vpc_id == vpc and each.state not in ENDED)
    for each in settled(call):
        if vpc in {each.vpc.id, each.peer_vpc.id} and status_of(each) in {"provisioning", "active"}:
            yield each.id
    for attachment in list(call.transit.attachments.values()):
        if attachment.resource == vpc and attachment.state in ATTACHMENT_IN_USE:
            yield attachment.id
