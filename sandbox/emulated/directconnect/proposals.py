"""Proposals: one account asks for an association, the Direct Connect gateway's owner accepts and limits prefixes."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import rules, values, views
from sandbox.emulated.directconnect.answers import listed
from sandbox.emulated.directconnect.associating import allowed_limit, changeable, edge
from sandbox.emulated.directconnect.associations import PREFIXES, join
from sandbox.emulated.directconnect.hosted_connections import other_account
from sandbox.emulated.directconnect.model import LEAVING, Proposal
from sandbox.emulated.hybrid.call import Call
from sandbox.emulated.hybrid.serving import served


@served("CreateDirectConnectGatewayAssociationProposal")
def create_direct_connect_gateway_association_proposal(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Ask the owner of a Direct Connect gateway to join it with one's own gateway."""
    owner = other_account(request["directConnectGatewayOwnerAccount"])
    gateway = call.fabric.gateways.get(request["directConnectGatewayId"])
    if gateway is None or gateway.owner != owner or gateway.state in LEAVING:
        raise rules.refusal(f"Direct Connect Gateway {request['directConnectGatewayId']} does not exist.")
    own = edge(call, request["gatewayId"])
    if own.type == "virtualPrivateGateway" and own.vpc is None:
        raise rules.refusal(f"Virtual Gateway {own.id} is not attached to a VPC.")
    existing = next((it.prefixes for it in call.fabric.associations_of(gateway.id) if it.edge.id == own.id), ())
    added = values.prefixes(request.get("addAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    removed = values.prefixes(request.get("removeAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    requested = tuple(it for it in existing if it not in removed and it not in added) + added
    allowed_limit(own, requested)
    for open_ in call.fabric.proposals.values():
        if (open_.gateway, open_.edge.id, open_.state) == (gateway.id, own.id, "requested"):
            raise rules.refusal(f"A proposal for {gateway.id} and {own.id} exists already: {open_.id}.")
    proposal = Proposal(
        id=call.uuid(),
        gateway=gateway.id,
        gateway_owner=owner,
        edge=own,
        requested=requested,
        existing=existing,
        state="requested",
        since=call.now,
    )
    call.fabric.proposals[proposal.id] = proposal
    return {"directConnectGatewayAssociationProposal": views.proposal(proposal)}


@served("DescribeDirectConnectGatewayAssociationProposals")
def describe_direct_connect_gateway_association_proposals(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Proposals that the caller made or may accept."""
    found = [
        it
        for it in call.fabric.proposals.values()
        if call.account in {it.gateway_owner, it.edge.owner}
        and request.get("proposalId") in {None, it.id}
        and request.get("directConnectGatewayId") in {None, it.gateway}
        and request.get("associatedGatewayId") in {None, it.edge.id}
    ]
    return listed("directConnectGatewayAssociationProposals", [views.proposal(it) for it in found], request)


@served("AcceptDirectConnectGatewayAssociationProposal")
def accept_direct_connect_gateway_association_proposal(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Join the two gateways as proposed, or with other prefixes."""
    gateway = rules.own_gateway(call.fabric, call.account, request["directConnectGatewayId"])
    proposal = call.fabric.proposals.get(request["proposalId"])
    if proposal is None or proposal.gateway != gateway.id or proposal.state == "deleted":
        raise rules.refusal(f"Proposal {request['proposalId']} does not exist.")
    if proposal.edge.owner != request["associatedGatewayOwnerAccount"]:
        raise rules.refusal(f"Proposal {proposal.id} is not from account {request['associatedGatewayOwnerAccount']}.")
    if proposal.state != "requested":
        raise rules.refusal(f"Proposal {proposal.id} is in state {proposal.state} and can not be accepted.")
    override = values.prefixes(request.get("overrideAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    prefixes = override or proposal.requested
    current = next((it for it in call.fabric.associations_of(gateway.id) if it.edge.id == proposal.edge.id), None)
    if current:
        changeable(call, current, prefixes)
        current.prefixes = prefixes
        current.enter("updating", call.now)
    edge_ = call.facts.virtual_gateways().get(proposal.edge.id, proposal.edge)
    association = current or join(call, gateway, edge_, prefixes)
    proposal.enter("accepted", call.now)
    return {"directConnectGatewayAssociation": views.association(association)}


@served("DeleteDirectConnectGatewayAssociationProposal")
def delete_direct_connect_gateway_association_proposal(call: Call, request: dict[str, Any]) -> dict[str, Any]:
    """Withdraw a proposal; who asked may."""
    proposal = call.fabric.proposals.get(request["proposalId"])
    if proposal is None or proposal.edge.owner != call.account or proposal.state == "deleted":
        raise rules.refusal(f"Proposal {request['proposalId']} does not exist.")
    proposal.enter("deleted", call.now)
    return {"directConnectGatewayAssociationProposal": views.proposal(proposal)}
