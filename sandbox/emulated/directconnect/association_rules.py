"""Check AWS's conditions of an association of a Direct Connect gateway with another gateway."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_network

from sandbox.emulated.directconnect.rules import refusal
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import AssociatedGateway, Association, Gateway

VIRTUAL_GATEWAYS = 20
"""Virtual private gateways of a Direct Connect gateway. This and the following: "AWS Direct Connect quotas".

https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html
"""
TRANSIT_GATEWAYS = 6
"""Transit gateways of a Direct Connect gateway."""
GATEWAYS_OF_A_TRANSIT_GATEWAY = 20
"""Direct Connect gateways of a transit gateway."""
PREFIXES_TO_A_TRANSIT_GATEWAY = 200
"""Allowed prefixes of an association with a transit gateway, from AWS to the data centre."""
KIND_OF = {"virtualPrivateGateway": "private", "transitGateway": "transit"}


def gateway_to_associate(call: HybridCall, id_: str) -> AssociatedGateway:
    """Return the caller's own virtual private or transit gateway in this region."""
    if found := call.resources.virtual_gateways().get(id_):
        if found.owner == call.account and found.region == call.region:
            return found
    elif transit := call.transit.gateways.get(id_):
        if (
            transit.owner == call.account
            and transit.region == call.region
            and transit.state in {"available", "modifying"}
        ):
            return AssociatedGateway(
                id=id_, type="transitGateway", owner=transit.owner, region=transit.region, asn=transit.asn
            )
        if transit.owner == call.account and transit.state == "pending":
            raise refusal(f"Transit Gateway {id_} is not available yet.")
    raise refusal(f"Gateway {id_} does not exist.")


def check_association(
    call: HybridCall, gateway: Gateway, associated: AssociatedGateway, prefixes: Sequence[str]
) -> None:
    """Raise unless every condition of a new association holds."""
    present = call.direct_connect.associations_of(gateway.id)
    if any(it.associated.id == associated.id for it in present):
        raise refusal(f"Direct Connect Gateway {gateway.id} is already associated with gateway {associated.id}.")
    _check_one_type(call, gateway, associated, present)
    if associated.type == "virtualPrivateGateway":
        _virtual(gateway, associated, present)
    else:
        _transit(call, gateway, associated, present, prefixes)


def _check_one_type(
    call: HybridCall, gateway: Gateway, associated: AssociatedGateway, present: Sequence[Association]
) -> None:
    """Raise for a gateway of another type than those associated, or interfaces that do not match its type."""
    if any(it.associated.type != associated.type for it in present):
        raise refusal(
            f"Direct Connect Gateway {gateway.id} is associated with another type of gateway; "
            "virtual private gateways and transit gateways can not share a Direct Connect gateway."
        )
    wrong = [vif.id for vif in call.direct_connect.interfaces_of(gateway.id) if vif.kind != KIND_OF[associated.type]]
    if wrong:
        raise refusal(
            f"Direct Connect Gateway {gateway.id} has other virtual interfaces attached ({', '.join(wrong)}); "
            f"a {associated.type} needs {KIND_OF[associated.type]} virtual interfaces."
        )


def _virtual(gateway: Gateway, associated: AssociatedGateway, present: Sequence[Association]) -> None:
    if len(present) >= VIRTUAL_GATEWAYS:
        raise refusal(f"Direct Connect Gateway {gateway.id} has the maximum number of virtual private gateways.")
    if associated.vpc is None:
        raise refusal(f"Virtual Gateway {associated.id} is not attached to a VPC.")
    for other in present:
        if overlap := overlapping(associated.cidrs, other.associated.cidrs):
            raise refusal(
                f"The CIDRs of {associated.id} and {other.associated.id} overlap: {overlap[0]} and {overlap[1]}."
            )


def _transit(
    call: HybridCall,
    gateway: Gateway,
    associated: AssociatedGateway,
    present: Sequence[Association],
    prefixes: Sequence[str],
) -> None:
    if len(present) >= TRANSIT_GATEWAYS:
        raise refusal(f"Direct Connect Gateway {gateway.id} has the maximum number of transit gateways.")
    if gateway.asn == associated.asn:
        raise refusal(
            f"Direct Connect Gateway {gateway.id} and Transit Gateway {associated.id} have the same "
            f"Amazon side ASN ({associated.asn}); they must differ."
        )
    others = [
        it
        for it in call.direct_connect.associations.values()
        if it.associated.id == associated.id and it.state != "disassociated"
    ]
    if len(others) >= GATEWAYS_OF_A_TRANSIT_GATEWAY:
        raise refusal(f"Transit Gateway {associated.id} has the maximum number of Direct Connect gateways.")
    _check_no_overlap(prefixes, present)


def _check_no_overlap(prefixes: Sequence[str], others: Sequence[Association]) -> None:
    for other in others:
        if overlap := overlapping(prefixes, other.prefixes):
            raise refusal(
                f"Allowed prefixes overlap with those of {other.associated.id}: {overlap[0]} and {overlap[1]}."
            )


def check_new_prefixes(call: HybridCall, association: Association, prefixes: Sequence[str]) -> None:
    """Raise unless the prefixes may replace those of an association."""
    check_prefix_count(association.associated, prefixes)
    if association.associated.type == "transitGateway":
        others = [it for it in call.direct_connect.associations_of(association.gateway) if it.id != association.id]
        _check_no_overlap(prefixes, others)


def check_prefix_count(associated: AssociatedGateway, prefixes: Sequence[str]) -> None:
    """Raise where there are more allowed prefixes than a transit gateway takes."""
    if associated.type == "transitGateway" and len(prefixes) > PREFIXES_TO_A_TRANSIT_GATEWAY:
        raise refusal(
            f"The number of allowed prefixes ({len(prefixes)}) exceeds the limit of {PREFIXES_TO_A_TRANSIT_GATEWAY}."
        )


def overlapping(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, str] | None:
    """Return the first two networks that share an address."""
    for one in ours:
        for other in theirs:
            left, right = ip_network(one), ip_network(other)
            if left.version == right.version and left.overlaps(right):
                return one, other
    return None
