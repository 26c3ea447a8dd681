"""Create, describe, modify and delete transit gateways."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from sandbox.emulated.directconnect.values import PRIVATE_ASNS
from sandbox.emulated.ec2 import transit_gateway_shapes as shapes
from sandbox.emulated.ec2.filters import Fields, filtered
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_lookup import own_gateway, own_table, visible_gateways, wrong_state
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import DEFAULT_AMAZON_ASN
from sandbox.emulated.hybrid_network.transit_gateway_model import (
    DEFAULT_OPTIONS,
    GONE,
    TransitGateway,
    TransitRouteTable,
)
from sandbox.emulated.operation import operation

SWITCHES = frozenset(DEFAULT_OPTIONS)
NAMES = {
    "vpc": "VPC",
    "direct-connect-gateway": "DirectConnect Gateway",
    "vpn": "VPN",
    "peering": "Peering",
    "connect": "Connect",
}

FIELDS: Fields[TransitGateway] = {
    "owner-id": lambda it: [it.owner],
    "state": lambda it: [it.state],
    "transit-gateway-id": lambda it: [it.id],
    "options.amazon-side-asn": lambda it: [str(it.asn)],
    "options.association-default-route-table-id": lambda it: [it.association_table or ""],
    "options.propagation-default-route-table-id": lambda it: [it.propagation_table or ""],
    "options.auto-accept-shared-attachments": lambda it: [it.options["AutoAcceptSharedAttachments"]],
    "options.default-route-table-association": lambda it: [it.options["DefaultRouteTableAssociation"]],
    "options.default-route-table-propagation": lambda it: [it.options["DefaultRouteTablePropagation"]],
    "options.dns-support": lambda it: [it.options["DnsSupport"]],
    "options.vpn-ecmp-support": lambda it: [it.options["VpnEcmpSupport"]],
}


@operation("CreateTransitGateway")
def create_transit_gateway(call: HybridCall) -> dict[str, Any]:
    """Create a transit gateway, with a default route table where its options need one."""
    requested = dict(call.request.get("Options") or {})
    tags = requested_tags(call, "transit-gateway")
    made = TransitGateway(
        id=f"tgw-{call.token(17)}",
        owner=call.account,
        region=call.region,
        asn=_asn(requested.pop("AmazonSideAsn", None) or DEFAULT_AMAZON_ASN),
        cidr_blocks=_blocks(requested.pop("TransitGatewayCidrBlocks", None) or []),
        description=call.request.get("Description") or "",
        options=DEFAULT_OPTIONS | _switches(requested),
        created=call.timestamp,
        state="pending",
        since=call.timestamp,
    )
    call.transit.gateways[made.id] = made
    _default_tables(call, made)
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"TransitGateway": shapes.gateway(call, made)}


@operation("DescribeTransitGateways")
def describe_transit_gateways(call: HybridCall) -> dict[str, Any]:
    """Return the caller's own gateways, and those that others share with it."""
    found = visible_gateways(call)
    wanted = call.request.get("TransitGatewayIds") or []
    if missing := set(wanted) - {it.id for it in found}:
        raise AwsError(
            "InvalidTransitGatewayID.NotFound", f"Transit Gateway {min(missing)} was deleted or does not exist."
        )
    found = [it for it in found if not wanted or it.id in wanted]
    found = filtered(
        found, call.request.get("Filters"), FIELDS, lambda it: call.resources.tags(call.account, call.region, it.id)
    )
    return call.page("TransitGateways", [shapes.gateway(call, it) for it in found])


@operation("ModifyTransitGateway")
def modify_transit_gateway(call: HybridCall) -> dict[str, Any]:
    """Change options; the ASN only without Direct Connect associations."""
    gateway = own_gateway(call, call.request["TransitGatewayId"])
    if gateway.state != "available":
        raise wrong_state(gateway.id, gateway.state)
    requested = dict(call.request.get("Options") or {})
    added, removed = (
        requested.pop("AddTransitGatewayCidrBlocks", []),
        requested.pop("RemoveTransitGatewayCidrBlocks", []),
    )
    gateway.cidr_blocks = [it for it in gateway.cidr_blocks if it not in removed] + _blocks(added)
    if asn := requested.pop("AmazonSideAsn", None):
        if any(it.type == "direct-connect-gateway" for it in call.transit.attachments_of(gateway.id)):
            raise AwsError(
                "OperationNotPermitted", f"{gateway.id} has DirectConnect Gateway attachments; its ASN can not change."
            )
        gateway.asn = _asn(asn)
    for option, attribute in (
        ("AssociationDefaultRouteTableId", "association_table"),
        ("PropagationDefaultRouteTableId", "propagation_table"),
    ):
        if chosen := requested.pop(option, None):
            setattr(gateway, attribute, own_table(call, chosen).id)
    gateway.options |= _switches(requested)
    if call.request.get("Description") is not None:
        gateway.description = call.request["Description"]
    _default_tables(call, gateway)
    gateway.enter("modifying", call.timestamp)
    return {"TransitGateway": shapes.gateway(call, gateway)}


@operation("DeleteTransitGateway")
def delete_transit_gateway(call: HybridCall) -> dict[str, Any]:
    """Delete a gateway without attachments; its route tables and policies go with it."""
    gateway = own_gateway(call, call.request["TransitGatewayId"])
    if gateway.state in {"deleting", "pending"}:
        raise wrong_state(gateway.id, gateway.state)
    attached = call.transit.attachments_of(gateway.id)
    if attached:
        kind = NAMES[attached[0].type]
        ids = ", ".join(it.id for it in attached if it.type == attached[0].type)
        raise AwsError("IncorrectState", f"{gateway.id} has non-deleted {kind} Attachments: {ids}.")
    for table in call.transit.tables_of(gateway.id):
        table.enter("deleting", call.timestamp)
    for policy_table in call.transit.policy_tables.values():
        if policy_table.gateway == gateway.id:
            policy_table.enter("deleting", call.timestamp)
    for policy in call.transit.metering_policies.values():
        if policy.gateway == gateway.id:
            policy.enter("deleting", call.timestamp)
    gateway.enter("deleting", call.timestamp)
    return {"TransitGateway": shapes.gateway(call, gateway)}


def _asn(number: int) -> int:
    if not any(int(number) in allowed for allowed in PRIVATE_ASNS):
        raise AwsError(
            "InvalidParameterValue",
            f"Invalid AmazonSideAsn {number}. Use 64512 to 65534 or 4200000000 to 4294967294.",
        )
    return int(number)


def _blocks(blocks: list[str]) -> list[str]:
    for block in blocks:
        try:
            ip_network(block)
        except ValueError as wrong:
            raise AwsError("InvalidParameterValue", f"CIDR block {block} is malformed.") from wrong
    return list(blocks)


def _switches(requested: dict[str, Any]) -> dict[str, str]:
    """Return the options that are enabled or disabled; raise for unknown ones."""
    if unknown := set(requested) - SWITCHES:
        raise AwsError("InvalidParameterValue", f"The sandbox does not know the transit gateway option {min(unknown)}.")
    if requested.get("MulticastSupport") == "enable":
        raise AwsError("InvalidParameterValue", "The sandbox does not emulate multicast on transit gateways.")
    for name, value in requested.items():
        if value not in {"enable", "disable"}:
            raise AwsError("InvalidParameterValue", f"Invalid value '{value}' for {name}. Use enable or disable.")
    return {str(name): str(value) for name, value in requested.items()}


def _default_tables(call: HybridCall, gateway: TransitGateway) -> None:
    """Create the one table that serves both defaults, when a default is enabled and there is none."""
    wants = {
        "association_table": gateway.options["DefaultRouteTableAssociation"] == "enable",
        "propagation_table": gateway.options["DefaultRouteTablePropagation"] == "enable",
    }
    live = {table.id for table in call.transit.tables_of(gateway.id) if table.state not in GONE}
    for attribute, wanted in wants.items():
        if not wanted:
            setattr(gateway, attribute, None)
        elif getattr(gateway, attribute) not in live:
            other = gateway.association_table or gateway.propagation_table
            setattr(gateway, attribute, other if other in live else _new_table(call, gateway).id)
            live.add(getattr(gateway, attribute))


def _new_table(call: HybridCall, gateway: TransitGateway) -> TransitRouteTable:
    made = TransitRouteTable(
        id=f"tgw-rtb-{call.token(17)}",
        gateway=gateway.id,
        created=call.timestamp,
        state="pending",
        since=call.timestamp,
    )
    call.transit.tables[made.id] = made
    return made
