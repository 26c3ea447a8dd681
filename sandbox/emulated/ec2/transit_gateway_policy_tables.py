"""Policy tables of transit gateways, and the attachments that are associated with them.

Source: CreateTransitGatewayPolicyTable, Associate..., Disassociate..., Get..., Describe... and
DeleteTransitGatewayPolicyTable in the EC2 API Reference. Their entries come from Cloud WAN, which is not emulated.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_lookup import attachment_on, own_gateway, visible_attachment, wrong_state
from sandbox.emulated.ec2.transit_gateway_shapes import moment, tag_list
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    GONE,
    LEAVING,
    PolicyTable,
    TableLink,
    TransitGatewayAttachment,
)
from sandbox.emulated.operation import operation


def no_policy_table(id_: str) -> AwsError:
    """Make the error for a policy table that does not exist."""
    return AwsError(
        "InvalidTransitGatewayPolicyTableId.NotFound",
        f"Transit Gateway Policy Table {id_} was deleted or does not exist.",
    )


LISTING = Listing(
    member="TransitGatewayPolicyTables",
    ids="TransitGatewayPolicyTableIds",
    id="TransitGatewayPolicyTableId",
    missing=no_policy_table,
    fields={
        "state": member("State"),
        "transit-gateway-id": member("TransitGatewayId"),
        "transit-gateway-policy-table-id": member("TransitGatewayPolicyTableId"),
    },
)
ASSOCIATIONS = Listing(
    member="Associations",
    fields={
        "resource-id": member("ResourceId"),
        "resource-type": member("ResourceType"),
        "transit-gateway-attachment-id": member("TransitGatewayAttachmentId"),
    },
)
ENTRIES = Listing(
    member="TransitGatewayPolicyTableEntries",
    fields={
        name: member("PolicyRuleNumber")
        for name in (
            "policy-rule-number",
            "target-route-table-id",
            "policy-rule.source-ip",
            "policy-rule.destination-ip",
            "policy-rule.source-port",
            "policy-rule.destination-port",
            "policy-rule.protocol",
            "policy-rule.meta-data.key",
            "policy-rule.meta-data.value",
        )
    },
)


@operation("CreateTransitGatewayPolicyTable")
def create_transit_gateway_policy_table(call: HybridCall) -> dict[str, Any]:
    """Create a policy table without entries."""
    gateway = own_gateway(call, call.request["TransitGatewayId"])
    tags = requested_tags(call, "transit-gateway-policy-table")
    if gateway.state not in {"available", "modifying"}:
        raise wrong_state(gateway.id, gateway.state)
    made = PolicyTable(
        id=f"tgw-ptb-{call.token(17)}",
        gateway=gateway.id,
        created=call.timestamp,
        state="pending",
        since=call.timestamp,
    )
    call.transit.policy_tables[made.id] = made
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"TransitGatewayPolicyTable": shape(call, made)}


@operation("DescribeTransitGatewayPolicyTables")
def describe_transit_gateway_policy_tables(call: HybridCall) -> dict[str, Any]:
    """Return the policy tables of the caller's own gateways."""
    own = [it for it in call.transit.policy_tables.values() if _owns(call, it)]
    return describe(call, LISTING, [shape(call, it) for it in own])


@operation("DeleteTransitGatewayPolicyTable")
def delete_transit_gateway_policy_table(call: HybridCall) -> dict[str, Any]:
    """Delete a policy table without associations."""
    table = _own(call)
    if table.state in LEAVING:
        raise wrong_state(table.id, table.state)
    associated = [it.id for it in _associated(call, table)]
    if associated:
        raise AwsError("IncorrectState", f"{table.id} has associations: {', '.join(associated)}.")
    table.enter("deleting", call.timestamp)
    return {"TransitGatewayPolicyTable": shape(call, table)}


@operation("AssociateTransitGatewayPolicyTable")
def associate_transit_gateway_policy_table(call: HybridCall) -> dict[str, Any]:
    """Associate an attachment with a policy table; it has one at most."""
    table = _own(call)
    attachment = attachment_on(call, call.request["TransitGatewayAttachmentId"], table.gateway)
    if table.state != "available":
        raise wrong_state(table.id, table.state)
    if attachment.policy_table:
        raise AwsError(
            "Resource.AlreadyAssociated",
            f"Transit Gateway Attachment {attachment.id} is already associated to a policy table.",
        )
    attachment.policy_table = TableLink(state="associating", since=call.timestamp, table=table.id)
    return {"Association": _association(attachment, attachment.policy_table)}


@operation("DisassociateTransitGatewayPolicyTable")
def disassociate_transit_gateway_policy_table(call: HybridCall) -> dict[str, Any]:
    """End the association of an attachment with a policy table."""
    table = _own(call)
    attachment = visible_attachment(call, call.request["TransitGatewayAttachmentId"])
    link = attachment.policy_table
    if link is None or link.table != table.id or link.state == "disassociating":
        raise AwsError(
            "InvalidAssociation.NotFound",
            f"Transit Gateway Attachment {attachment.id} is not associated with {table.id}.",
        )
    link.enter("disassociating", call.timestamp)
    return {"Association": _association(attachment, link)}


@operation("GetTransitGatewayPolicyTableAssociations")
def get_transit_gateway_policy_table_associations(call: HybridCall) -> dict[str, Any]:
    """Return the attachments that are associated with the policy table."""
    table = _own(call)
    shown = [_association(it, it.policy_table) for it in _associated(call, table) if it.policy_table]
    return describe(call, ASSOCIATIONS, shown)


@operation("GetTransitGatewayPolicyTableEntries")
def get_transit_gateway_policy_table_entries(call: HybridCall) -> dict[str, Any]:
    """Return no entries: Cloud WAN writes them."""
    _own(call)
    return describe(call, ENTRIES, [])


def shape(call: HybridCall, it: PolicyTable) -> dict[str, Any]:
    """Return a TransitGatewayPolicyTable."""
    return {
        "TransitGatewayPolicyTableId": it.id,
        "TransitGatewayId": it.gateway,
        "State": it.state,
        "CreationTime": moment(it.created),
        "Tags": tag_list(call, it.id),
    }


def _own(call: HybridCall) -> PolicyTable:
    id_ = call.request["TransitGatewayPolicyTableId"]
    found = call.transit.policy_tables.get(id_)
    if found is None or found.state in GONE or not _owns(call, found):
        raise no_policy_table(id_)
    return found


def _owns(call: HybridCall, it: PolicyTable) -> bool:
    found = call.transit.gateways.get(it.gateway)
    return found is not None and (found.owner, found.region) == (call.account, call.region)


def _associated(call: HybridCall, table: PolicyTable) -> list[TransitGatewayAttachment]:
    attached = call.transit.attachments_of(table.gateway)
    return [it for it in attached if it.policy_table and it.policy_table.table == table.id]


def _association(it: TransitGatewayAttachment, link: TableLink) -> dict[str, Any]:
    return {
        "TransitGatewayPolicyTableId": link.table,
        "TransitGatewayAttachmentId": it.id,
        "ResourceId": it.resource,
        "ResourceType": it.type,
        "State": link.state,
    }
