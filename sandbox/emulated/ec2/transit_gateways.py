"""Create, describe, modify and delete transit gateways."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any

from sandbox.emulated.directconnect.values import PRIVATE_ASNS
from sandbox.emulated.ec2 import transit_gateway_shapes as shapes
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_lookup import (
    no_gateway,
    own_gateway,
    own_table,
    visible_gateways,
    wrong_state,
)
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
from sandbox.routing.model import Prefix

SWITCHES = frozenset(DEFAULT_OPTIONS)
NAMES = {
    "vpc": "VPC",
    "direct-connect-gateway": "DirectConnect Gateway",
    "vpn": "VPN",
    "peering": "Peering",
    "connect": "Connect",
}

BGP_TYPES = ("vpn", "direct-connect-gateway", "connect")
"""Types of attachments with which a transit gateway keeps its ASN (`AmazonSideAsn` of ModifyTransitGateway)."""
MOST_BLOCKS = 5
"""CIDR blocks of a transit gateway (transit gateway quotas)."""
SMALLEST_BLOCKS = {4: 24, 6: 64}
LINK_LOCAL = ip_network("169.254.0.0/16")

LISTING = Listing(
    member="TransitGateways",
    ids="TransitGatewayIds",
    id="TransitGatewayId",
    missing=no_gateway,
    fields={
        "owner-id": member("OwnerId"),
        "state": member("State"),
        "transit-gateway-id": member("TransitGatewayId"),
        "options.amazon-side-asn": member("Options.AmazonSideAsn"),
        "options.association-default-route-table-id": member("Options.AssociationDefaultRouteTableId"),
        "options.propagation-default-route-table-id": member("Options.PropagationDefaultRouteTableId"),
        "options.auto-accept-shared-attachments": member("Options.AutoAcceptSharedAttachments"),
        "options.default-route-table-association": member("Options.DefaultRouteTableAssociation"),
        "options.default-route-table-propagation": member("Options.DefaultRouteTablePropagation"),
        "options.dns-support": member("Options.DnsSupport"),
        "options.vpn-ecmp-support": member("Options.VpnEcmpSupport"),
    },
)


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
        cidr_blocks=_blocks([], requested.pop("TransitGatewayCidrBlocks", None) or []),
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
    return describe(call, LISTING, [shapes.gateway(call, it) for it in visible_gateways(call)])


@operation("ModifyTransitGateway")
def modify_transit_gateway(call: HybridCall) -> dict[str, Any]:
    """Change options; the ASN only without Direct Connect associations."""
    gateway = own_gateway(call, call.request["TransitGatewayId"])
    if gateway.state != "available":
        raise wrong_state(gateway.id, gateway.state)
    requested = dict(call.request.get("Options") or {})
    added = requested.pop("AddTransitGatewayCidrBlocks", None) or []
    removed = requested.pop("RemoveTransitGatewayCidrBlocks", None) or []
    blocks = _blocks(_kept_blocks(call, gateway, removed), added)
    if asn := requested.pop("AmazonSideAsn", None):
        attached = [it for it in call.transit.attachments_of(gateway.id) if it.type in BGP_TYPES]
        if attached:
            raise AwsError(
                "OperationNotPermitted",
                f"{gateway.id} has {NAMES[attached[0].type]} attachments; its ASN can not change.",
            )
        gateway.asn = _asn(asn)
    for option, attribute in (
        ("AssociationDefaultRouteTableId", "association_table"),
        ("PropagationDefaultRouteTableId", "propagation_table"),
    ):
        if chosen := requested.pop(option, None):
            setattr(gateway, attribute, own_table(call, chosen).id)
    gateway.options |= _switches(requested)
    gateway.cidr_blocks = blocks
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


def _blocks(present: list[str], added: list[str]) -> list[str]:
    """Return a gateway's CIDR blocks with the added ones.

    Reference: "Transit gateway CIDR blocks" in the Transit Gateway Guide, quotas there.
    """
    found = [ip_network(it) for it in present]
    for text in added:
        block = _block(text)
        if any(block.overlaps(it) for it in found if it.version == block.version):
            raise AwsError("InvalidParameterValue", f"CIDR block {block} overlaps another one of the gateway.")
        found.append(block)
    if len(found) > MOST_BLOCKS:
        raise AwsError("InvalidParameterValue", f"A transit gateway has at most {MOST_BLOCKS} CIDR blocks.")
    return [str(it) for it in found]


def _block(text: str) -> Prefix:
    try:
        block = ip_network(text)
    except ValueError as wrong:
        raise AwsError("InvalidParameterValue", f"CIDR block {text} is malformed.") from wrong
    if block.prefixlen > SMALLEST_BLOCKS[block.version]:
        raise AwsError("InvalidParameterValue", f"CIDR block {text} is smaller than /{SMALLEST_BLOCKS[block.version]}.")
    if block.version == LINK_LOCAL.version and block.overlaps(LINK_LOCAL):
        raise AwsError("InvalidParameterValue", f"CIDR block {text} overlaps {LINK_LOCAL}.")
    return block


def _kept_blocks(call: HybridCall, gateway: TransitGateway, removed: list[str]) -> list[str]:
    """Return the gateway's blocks without those removed, which no Connect peer may use."""
    peers = [peer for it in call.transit.attachments_of(gateway.id) for peer in call.transit.connect_peers_of(it.key)]
    for text in removed:
        if text not in gateway.cidr_blocks:
            raise AwsError("InvalidParameterValue", f"{text} is not a CIDR block of {gateway.id}.")
        if used := [it.id for it in peers if ip_address(it.amazon_address) in ip_network(text)]:
            raise AwsError("IncorrectState", f"CIDR block {text} is in use by {used[0]}.")
    return [it for it in gateway.cidr_blocks if it not in removed]


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
