"""Associations of a Direct Connect gateway, created by the one account that owns both ends."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import api_shapes, rules, values
from sandbox.emulated.directconnect.association_rules import (
    check_association,
    check_new_prefixes,
    check_prefix_count,
    gateway_to_associate,
)
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import AssociatedGateway, Association, Gateway
from sandbox.emulated.operation import operation

PREFIXES = 1000
"""Prefixes that one request may add or remove: more than any quota, so that the quota's own error is returned."""


def associate(
    call: HybridCall, gateway: Gateway, associated: AssociatedGateway, prefixes: tuple[str, ...]
) -> Association:
    """Create the association; a virtual private gateway without prefixes announces its VPC's CIDR blocks."""
    allowed = prefixes or (associated.cidrs if associated.type == "virtualPrivateGateway" else ())
    check_prefix_count(associated, allowed)
    check_association(call, gateway, associated, allowed)
    made = Association(
        id=call.uuid(),
        gateway=gateway.id,
        gateway_owner=gateway.owner,
        associated=associated,
        prefixes=allowed,
        state="associating",
        since=call.timestamp,
    )
    call.direct_connect.associations[made.id] = made
    return made


@operation("CreateDirectConnectGatewayAssociation")
def create_direct_connect_gateway_association(call: HybridCall) -> dict[str, Any]:
    """Associate two gateways of the caller's; across accounts this takes a proposal."""
    gateway = rules.own_gateway(call.direct_connect, call.account, call.request["directConnectGatewayId"])
    other = call.request.get("gatewayId") or call.request.get("virtualGatewayId")
    if not other:
        raise rules.refusal("Specify the gateway to associate.")
    prefixes = values.prefixes(call.request.get("addAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    made = associate(call, gateway, gateway_to_associate(call, other), prefixes)
    return {"directConnectGatewayAssociation": api_shapes.association(made)}


@operation("DescribeDirectConnectGatewayAssociations")
def describe_direct_connect_gateway_associations(call: HybridCall) -> dict[str, Any]:
    """Return the associations in which the caller owns one end."""
    requested = {
        "associationId": call.request.get("associationId"),
        "associatedGatewayId": call.request.get("associatedGatewayId") or call.request.get("virtualGatewayId"),
        "directConnectGatewayId": call.request.get("directConnectGatewayId"),
    }
    if not any(requested.values()):
        raise rules.refusal("Specify an association ID, an associated gateway ID or a Direct Connect gateway ID.")
    found = [
        it
        for it in call.direct_connect.associations.values()
        if call.account in {it.gateway_owner, it.associated.owner}
        and it.state != "disassociated"
        and requested["associationId"] in {None, it.id}
        and requested["associatedGatewayId"] in {None, it.associated.id}
        and requested["directConnectGatewayId"] in {None, it.gateway}
    ]
    return call.page("directConnectGatewayAssociations", found, api_shapes.association)


@operation("UpdateDirectConnectGatewayAssociation")
def update_direct_connect_gateway_association(call: HybridCall) -> dict[str, Any]:
    """Change the allowed prefixes; only the Direct Connect gateway's owner may."""
    association = _found(call, call.request.get("associationId") or "")
    if association.gateway_owner != call.account:
        raise rules.refusal(
            f"Association {association.id} can only be updated by the owner of the Direct Connect gateway."
        )
    if association.state != "associated":
        raise rules.refusal(f"Association {association.id} is in state {association.state} and can not be updated.")
    added = values.prefixes(call.request.get("addAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    removed = values.prefixes(call.request.get("removeAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    kept = tuple(it for it in association.prefixes if it not in removed and it not in added)
    check_new_prefixes(call, association, kept + added)
    association.prefixes = kept + added
    association.enter("updating", call.timestamp)
    return {"directConnectGatewayAssociation": api_shapes.association(association)}


@operation("DeleteDirectConnectGatewayAssociation")
def delete_direct_connect_gateway_association(call: HybridCall) -> dict[str, Any]:
    """Disassociate two gateways; the owner of either may."""
    if id_ := call.request.get("associationId"):
        association = _found(call, id_)
    else:
        association = _between(call, call.request.get("directConnectGatewayId"), call.request.get("virtualGatewayId"))
    if association.state == "disassociating":
        raise rules.refusal(f"Association {association.id} is in state disassociating and can not be deleted.")
    association.enter("disassociating", call.timestamp)
    return {"directConnectGatewayAssociation": api_shapes.association(association)}


def _found(call: HybridCall, id_: str) -> Association:
    found = call.direct_connect.associations.get(id_)
    if (
        found is None
        or call.account not in {found.gateway_owner, found.associated.owner}
        or found.state == "disassociated"
    ):
        raise rules.refusal(f"Association {id_} does not exist.")
    return found


def _between(call: HybridCall, gateway: str | None, virtual_gateway: str | None) -> Association:
    for it in call.direct_connect.associations_of(gateway or ""):
        if it.associated.id == virtual_gateway and call.account in {it.gateway_owner, it.associated.owner}:
            return it
    raise rules.refusal(f"An association of {gateway} and {virtual_gateway} does not exist.")
