"""Transfers of responsibility for bills between organizations."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import api_shapes
from sandbox.emulated.organizations.call import OrganizationsCall
from sandbox.emulated.organizations.rules import tags, transfers
from sandbox.emulated.organizations.rules.model import Transfer


@operation("InviteOrganizationToTransferResponsibility")
def invite_organization_to_transfer_responsibility(call: OrganizationsCall) -> dict[str, Any]:
    """Offer to take over the other organization's bills."""
    request = call.request
    invitation = transfers.invite(
        call.state,
        call.organization,
        (request["Target"]["Type"], request["Target"]["Id"]),
        call.now,
        name=request["SourceName"],
        start=request["StartTimestamp"],
        notes=request.get("Notes") or "",
        given_tags=tags.read(request.get("Tags")),
    )
    return {"Handshake": api_shapes.handshake(call.state, invitation)}


@operation("DescribeResponsibilityTransfer")
def describe_responsibility_transfer(call: OrganizationsCall) -> dict[str, Any]:
    """Return a transfer, for either side."""
    return _shown(call, transfers.find(call.state, call.request["Id"], call.account))


@operation("UpdateResponsibilityTransfer")
def update_responsibility_transfer(call: OrganizationsCall) -> dict[str, Any]:
    """Rename a transfer; nothing else can change."""
    return _shown(call, transfers.rename(call.state, call.request["Id"], call.account, call.request["Name"]))


@operation("TerminateResponsibilityTransfer")
def terminate_responsibility_transfer(call: OrganizationsCall) -> dict[str, Any]:
    """End a transfer with a month; either side may."""
    end = call.request.get("EndTimestamp")
    return _shown(call, transfers.terminate(call.state, call.request["Id"], call.account, call.now, end))


@operation("ListInboundResponsibilityTransfers")
def list_inbound_responsibility_transfers(call: OrganizationsCall) -> dict[str, Any]:
    """Return the transfers by which the caller pays for others."""
    wanted = call.request.get("Id")
    if wanted is not None:
        transfers.find(call.state, wanted, call.account)
    inbound = [one for one in call.state.transfers.values() if one.target == call.account and wanted in {None, one.id}]
    return _listed(call, inbound)


@operation("ListOutboundResponsibilityTransfers")
def list_outbound_responsibility_transfers(call: OrganizationsCall) -> dict[str, Any]:
    """Return the transfers by which others pay for the caller."""
    return _listed(call, [one for one in call.state.transfers.values() if one.source == call.account])


def _listed(call: OrganizationsCall, found: list[Transfer]) -> dict[str, Any]:
    return call.page("ResponsibilityTransfers", found, lambda one: api_shapes.transfer(call.state, one, call.account))


def _shown(call: OrganizationsCall, transfer: Transfer) -> dict[str, Any]:
    return {"ResponsibilityTransfer": api_shapes.transfer(call.state, transfer, call.account)}
