"""Association proposals: one account proposes, the Direct Connect gateway's owner accepts and limits prefixes."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.directconnect import api_shapes, rules, values
from sandbox.emulated.directconnect.association_rules import (
    check_new_prefixes,
    check_prefix_count,
    gateway_to_associate,
)
from sandbox.emulated.directconnect.associations import PREFIXES, associate
from sandbox.emulated.directconnect.hosted_connections import other_account
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import LEAVING, Proposal
from sandbox.emulated.operation import operation


@operation("CreateDirectConnectGatewayAssociationProposal")
def create_direct_connect_gateway_association_proposal(call: HybridCall) -> dict[str, Any]:
    """Propose to associate the caller's gateway with another account's Direct Connect gateway."""
    owner = other_account(call.request["directConnectGatewayOwnerAccount"])
    gateway = call.direct_connect.gateways.get(call.request["directConnectGatewayId"])
    if gateway is None or gateway.owner != owner or gateway.state in LEAVING:
        raise rules.refusal(f"Direct Connect Gateway {call.request['directConnectGatewayId']} does not exist.")
    own = gateway_to_associate(call, call.request["gatewayId"])
    if own.type == "virtualPrivateGateway" and own.vpc is None:
        raise rules.refusal(f"Virtual Gateway {own.id} is not attached to a VPC.")
    existing = next(
        (it.prefixes for it in call.direct_connect.associations_of(gateway.id) if it.associated.id == own.id), ()
    )
    added = values.prefixes(call.request.get("addAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    removed = values.prefixes(call.request.get("removeAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    requested = tuple(it for it in existing if it not in removed and it not in added) + added
    check_prefix_count(own, requested)
    for open_ in call.direct_connect.proposals.values():
        if (open_.gateway, open_.associated.id, open_.state) == (gateway.id, own.id, "requested"):
            raise rules.refusal(f"A proposal for {gateway.id} and {own.id} exists already: {open_.id}.")
    proposal = Proposal(
        id=call.uuid(),
        gateway=gateway.id,
        gateway_owner=owner,
        associated=own,
        requested=requested,
        existing=existing,
        state="requested",
        since=call.timestamp,
    )
    call.direct_connect.proposals[proposal.id] = proposal
    return {"directConnectGatewayAssociationProposal": api_shapes.proposal(proposal)}


@operation("DescribeDirectConnectGatewayAssociationProposals")
def describe_direct_connect_gateway_association_proposals(call: HybridCall) -> dict[str, Any]:
    """Return the proposals that the caller made or may accept."""
    found = [
        it
        for it in call.direct_connect.proposals.values()
        if call.account in {it.gateway_owner, it.associated.owner}
        and call.request.get("proposalId") in {None, it.id}
        and call.request.get("directConnectGatewayId") in {None, it.gateway}
        and call.request.get("associatedGatewayId") in {None, it.associated.id}
    ]
    return call.page("directConnectGatewayAssociationProposals", found, api_shapes.proposal)


@operation("AcceptDirectConnectGatewayAssociationProposal")
def accept_direct_connect_gateway_association_proposal(call: HybridCall) -> dict[str, Any]:
    """Associate the two gateways as proposed, or with other prefixes."""
    gateway = rules.own_gateway(call.direct_connect, call.account, call.request["directConnectGatewayId"])
    proposal = call.direct_connect.proposals.get(call.request["proposalId"])
    if proposal is None or proposal.gateway != gateway.id or proposal.state == "deleted":
        raise rules.refusal(f"Proposal {call.request['proposalId']} does not exist.")
    if proposal.associated.owner != call.request["associatedGatewayOwnerAccount"]:
        raise rules.refusal(
            f"Proposal {proposal.id} is not from account {call.request['associatedGatewayOwnerAccount']}."
        )
    if proposal.state != "requested":
        raise rules.refusal(f"Proposal {proposal.id} is in state {proposal.state} and can not be accepted.")
    override = values.prefixes(call.request.get("overrideAllowedPrefixesToDirectConnectGateway"), PREFIXES)
    prefixes = override or proposal.requested
    current = next(
        (it for it in call.direct_connect.associations_of(gateway.id) if it.associated.id == proposal.associated.id),
        None,
    )
    if current:
        check_new_prefixes(call, current, prefixes)
        current.prefixes = prefixes
        current.enter("updating", call.timestamp)
    associated = call.resources.virtual_gateways().get(proposal.associated.id, proposal.associated)
    association = current or associate(call, gateway, associated, prefixes)
    proposal.enter("accepted", call.timestamp)
    return {"directConnectGatewayAssociation": api_shapes.association(association)}


@operation("DeleteDirectConnectGatewayAssociationProposal")
def delete_direct_connect_gateway_association_proposal(call: HybridCall) -> dict[str, Any]:
    """Withdraw a proposal; the account that made it may."""
    proposal = call.direct_connect.proposals.get(call.request["proposalId"])
    if proposal is None or proposal.associated.owner != call.account or proposal.state == "deleted":
        raise rules.refusal(f"Proposal {call.request['proposalId']} does not exist.")
    proposal.enter("deleted", call.timestamp)
    return {"directConnectGatewayAssociationProposal": api_shapes.proposal(proposal)}
