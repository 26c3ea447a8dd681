"""Associations of a Direct Connect gateway, made by the one account that owns both ends."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules, values, views
from sandbox.emulated.directconnect.answers import listed
from sandbox.emulated.directconnect.associating import allowed_limit, changeable, edge, joinable
from sandbox.emulated.directconnect.model import Association, Edge, Gateway
from sandbox.emulated.hybrid.call import Call
from sandbox.emulated.hybrid.serving import served

PREFIXES = 1000


def join(call: Call, gateway: Gateway, edge_: Edge, prefixes: tuple[str, ...]) -> Association:
    """Make the association; a virtual private gateway without prefixes announces its VPC's ranges."""
    allowed = prefixes or (edge_.cidrs if edge_.type == "virtualPrivateGateway" else ())
    allowed_limit(edge_, allowed)
    joinable(call, gateway, edge_, allowed)
    made = Association(
        id=call.uuid(),
        gateway=gateway.id,
        gateway_owner=gateway.owner,
        edge=edge_,
        prefixes=allowed,
        state="associating",
        since=call.now,
    )
    call.fabric.associations[made.id] = made
    return made


@served("CreateDirectConnectGatewayAssociation")
def create_direct_connect_gateway_association(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Join two gateways of the caller's; across accounts it takes a proposal."""
    gateway = rules.own_gateway(call.fabric, call.account, request["directConnectGatewayId"])
    other = request.get("gatewayId") or request.get("virtualGatewayId")
    if not other:
        raise rules.refusal("Specify the gateway to associate.")
    prefixes = values.prefixes(request.get("addAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    made = join(call, gateway, edge(call, other), prefixes)
    return {"directConnectGatewayAssociation": views.association(made)}


@served("DescribeDirectConnectGatewayAssociations")
def describe_direct_connect_gateway_associations(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Associations that the caller is a side of."""
    asked = {
        "associationId": request.get("associationId"),
        "associatedGatewayId": request.get("associatedGatewayId") or request.get("virtualGatewayId"),
        "directConnectGatewayId": request.get("directConnectGatewayId"),
    }
    if not any(asked.values()):
        raise rules.refusal("Specify an association ID, an associated gateway ID or a Direct Connect gateway ID.")
    found = [
        it
        for it in call.fabric.associations.values()
        if call.account in {it.gateway_owner, it.edge.owner}
        and it.state != "disassociated"
        and asked["associationId"] in {None, it.id}
        and asked["associatedGatewayId"] in {None, it.edge.id}
        and asked["directConnectGatewayId"] in {None, it.gateway}
    ]
    return listed("directConnectGatewayAssociations", [views.association(it) for it in found], request)


@served("UpdateDirectConnectGatewayAssociation")
def update_direct_connect_gateway_association(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Change what may be announced; only the Direct Connect gateway's owner may."""
    association = _found(call, request.get("associationId") or "")
    if association.gateway_owner != call.account:
        raise rules.refusal(
            f"Association {association.id} can only be updated by the owner of the Direct Connect gateway."
        )
    if association.state != "associated":
        raise rules.refusal(f"Association {association.id} is in state {association.state} and can not be updated.")
    added = values.prefixes(request.get("addAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    removed = values.prefixes(request.get("removeAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    kept = tuple(it for it in association.prefixes if it not in removed and it not in added)
    changeable(call, association, kept + added)
    association.prefixes = kept + added
    association.enter("updating", call.now)
    return {"directConnectGatewayAssociation": views.association(association)}


@served("DeleteDirectConnectGatewayAssociation")
def delete_direct_connect_gateway_association(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Part two gateways; either side's owner may."""
    if id_ := request.get("associationId"):
        association = _found(call, id_)
    else:
        association = _between(call, request.get("directConnectGatewayId"), request.get("virtualGatewayId"))
    if association.state == "disassociating":
        raise rules.refusal(f"Association {association.id} is in state disassociating and can not be deleted.")
    association.enter("disassociating", call.now)
    return {"directConnectGatewayAssociation": views.association(association)}


def _found(call: Call, id_: str) -> Association:
    found = call.fabric.associations.get(id_)
    if found is None or call.account not in {found.gateway_owner, found.edge.owner} or found.state == "disassociated":
        raise rules.refusal(f"Association {id_} does not exist.")
    return found


def _between(call: Call, gateway: str | None, virtual_gateway: str | None) -> Association:
    for it in call.fabric.associations_of(gateway or ""):
        if it.edge.id == virtual_gateway and call.account in {it.gateway_owner, it.edge.owner}:
            return it
    raise rules.refusal(f"An association of {gateway} and {virtual_gateway} does not exist.")
