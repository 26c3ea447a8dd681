"""May this Direct Connect gateway and that gateway be joined? AWS's conditions, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_network

from sandbox.emulated.directconnect.model import Association, Edge, Gateway
from sandbox.emulated.directconnect.rules import refusal
from sandbox.emulated.hybrid.call import Call

VIRTUAL_GATEWAYS = 20
TRANSIT_GATEWAYS = 6
GATEWAYS_OF_A_TRANSIT_GATEWAY = 20
PREFIXES_TO_A_TRANSIT_GATEWAY = 200
KIND_OF = {"virtualPrivateGateway": "private", "transitGateway": "transit"}


def edge(call: Call, id_: str) -> Edge:
    """The caller's own virtual private or transit gateway in this region."""
    if found := call.facts.virtual_gateways().get(id_):
        if found.owner == call.account and found.region == call.region:
            return found
    elif transit := call.transit.gateways.get(id_):
        if (
            transit.owner == call.account
            and transit.region == call.region
            and transit.state in {"available", "modifying"}
        ):
            return Edge(id=id_, type="transitGateway", owner=transit.owner, region=transit.region, asn=transit.asn)
        if transit.owner == call.account and transit.state == "pending":
            raise refusal(f"Transit Gateway {id_} is not available yet.")
    raise refusal(f"Gateway {id_} does not exist.")


def joinable(call: Call, gateway: Gateway, edge_: Edge, prefixes: Sequence[str]) -> None:
    """Every condition of an association, before anything is made."""
    present = call.fabric.associations_of(gateway.id)
    if any(it.edge.id == edge_.id for it in present):
        raise refusal(f"Direct Connect Gateway {gateway.id} is already associated with gateway {edge_.id}.")
    one_kind(call, gateway, edge_, present)
    if edge_.type == "virtualPrivateGateway":
        _virtual(gateway, edge_, present)
    else:
        _transit(call, gateway, edge_, present, prefixes)


def one_kind(call: Call, gateway: Gateway, edge_: Edge, present: Sequence[Association]) -> None:
    """Virtual private gateways or transit gateways, and only with the interfaces that go with them."""
    if any(it.edge.type != edge_.type for it in present):
        raise refusal(
            f"Direct Connect Gateway {gateway.id} is associated with another type of gateway; "
            "virtual private gateways and transit gateways can not share a Direct Connect gateway."
        )
    wrong = [vif.id for vif in call.fabric.interfaces_of(gateway.id) if vif.kind != KIND_OF[edge_.type]]
    if wrong:
        raise refusal(
            f"Direct Connect Gateway {gateway.id} has other virtual interfaces attached ({', '.join(wrong)}); "
            f"a {edge_.type} needs {KIND_OF[edge_.type]} virtual interfaces."
        )


def _virtual(gateway: Gateway, edge_: Edge, present: Sequence[Association]) -> None:
    if len(present) >= VIRTUAL_GATEWAYS:
        raise refusal(f"Direct Connect Gateway {gateway.id} has the maximum number of virtual private gateways.")
    if edge_.vpc is None:
        raise refusal(f"Virtual Gateway {edge_.id} is not attached to a VPC.")
    for other in present:
        if overlap := overlapping(edge_.cidrs, other.edge.cidrs):
            raise refusal(f"The CIDRs of {edge_.id} and {other.edge.id} overlap: {overlap[0]} and {overlap[1]}.")


def _transit(
    call: Call, gateway: Gateway, edge_: Edge, present: Sequence[Association], prefixes: Sequence[str]
) -> None:
    if len(present) >= TRANSIT_GATEWAYS:
        raise refusal(f"Direct Connect Gateway {gateway.id} has the maximum number of transit gateways.")
    if gateway.asn == edge_.asn:
        raise refusal(
            f"Direct Connect Gateway {gateway.id} and Transit Gateway {edge_.id} have the same "
            f"Amazon side ASN ({edge_.asn}); they must differ."
        )
    others = [it for it in call.fabric.associations.values() if it.edge.id == edge_.id and it.state != "disassociated"]
    if len(others) >= GATEWAYS_OF_A_TRANSIT_GATEWAY:
        raise refusal(f"Transit Gateway {edge_.id} has the maximum number of Direct Connect gateways.")
    _apart(prefixes, present)


def _apart(prefixes: Sequence[str], others: Sequence[Association]) -> None:
    for other in others:
        if overlap := overlapping(prefixes, other.prefixes):
            raise refusal(f"Allowed prefixes overlap with those of {other.edge.id}: {overlap[0]} and {overlap[1]}.")


def changeable(call: Call, association: Association, prefixes: Sequence[str]) -> None:
    """Every condition of other prefixes for an association that is there."""
    allowed_limit(association.edge, prefixes)
    if association.edge.type == "transitGateway":
        others = [it for it in call.fabric.associations_of(association.gateway) if it.id != association.id]
        _apart(prefixes, others)


def allowed_limit(edge_: Edge, prefixes: Sequence[str]) -> None:
    """200 prefixes for each transit gateway."""
    if edge_.type == "transitGateway" and len(prefixes) > PREFIXES_TO_A_TRANSIT_GATEWAY:
        raise refusal(
            f"The number of allowed prefixes ({len(prefixes)}) exceeds the limit of {PREFIXES_TO_A_TRANSIT_GATEWAY}."
        )


def overlapping(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """The first two networks that share an address."""
    for one in ours:
        for other in theirs:
            left, right = ip_network(one), ip_network(other)
            if left.version == right.version and left.overlaps(right):
                return one, other
    return None
