"""Metering policies of transit gateways: which account pays for which traffic.

Source: CreateTransitGatewayMeteringPolicy, CreateTransitGatewayMeteringPolicyEntry and their neighbours in the EC2 API
Reference. Traffic is not metered here; the policies are kept and shown.
"""

from __future__ import annotations

import re
from typing import Any

from sandbox.emulated.ec2.cidrs import ipv4_block, ipv6_block
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.tags import requested_tags
from sandbox.emulated.ec2.transit_gateway_lookup import attachment_on, own_gateway, wrong_state
from sandbox.emulated.ec2.transit_gateway_shapes import moment, tag_list
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.transit_gateway_model import GONE, LEAVING, MeteringEntry, MeteringPolicy
from sandbox.emulated.operation import operation

LAST_RULE = 32766
LAST_PORT = 65535
LAST_PROTOCOL = 255
RULE = (
    "SourceTransitGatewayAttachmentId",
    "SourceTransitGatewayAttachmentType",
    "SourceCidrBlock",
    "SourcePortRange",
    "DestinationTransitGatewayAttachmentId",
    "DestinationTransitGatewayAttachmentType",
    "DestinationCidrBlock",
    "DestinationPortRange",
    "Protocol",
)
_PORTS = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")


def no_policy(id_: str) -> AwsError:
    """Make the error for a metering policy that does not exist."""
    return AwsError(
        "InvalidTransitGatewayMeteringPolicyId.NotFound",
        f"Transit Gateway Metering Policy {id_} was deleted or does not exist.",
    )


LISTING = Listing(
    member="TransitGatewayMeteringPolicies",
    ids="TransitGatewayMeteringPolicyIds",
    id="TransitGatewayMeteringPolicyId",
    missing=no_policy,
    fields={
        "state": member("State"),
        "transit-gateway-id": member("TransitGatewayId"),
        "transit-gateway-metering-policy-id": member("TransitGatewayMeteringPolicyId"),
    },
)
ENTRIES = Listing(
    member="TransitGatewayMeteringPolicyEntries",
    fields={
        "metered-account": member("MeteredAccount"),
        "policy-rule-number": member("PolicyRuleNumber"),
        "state": member("State"),
    },
)


@operation("CreateTransitGatewayMeteringPolicy")
def create_transit_gateway_metering_policy(call: HybridCall) -> dict[str, Any]:
    """Create a metering policy without entries."""
    gateway = own_gateway(call, call.request["TransitGatewayId"])
    tags = requested_tags(call, "transit-gateway-metering-policy")
    if gateway.state not in {"available", "modifying"}:
        raise wrong_state(gateway.id, gateway.state)
    made = MeteringPolicy(
        id=f"tgw-mp-{call.token(17)}",
        gateway=gateway.id,
        updated=call.timestamp,
        middleboxes=_middleboxes(call, "MiddleboxAttachmentIds", gateway.id),
        state="pending",
        since=call.timestamp,
    )
    call.transit.metering_policies[made.id] = made
    call.resources.tag(call.account, call.region, made.id, tags)
    return {"TransitGatewayMeteringPolicy": shape(call, made)}


@operation("DescribeTransitGatewayMeteringPolicies")
def describe_transit_gateway_metering_policies(call: HybridCall) -> dict[str, Any]:
    """Return the metering policies of the caller's own gateways."""
    own = [it for it in call.transit.metering_policies.values() if _owns(call, it)]
    return describe(call, LISTING, [shape(call, it) for it in own])


@operation("ModifyTransitGatewayMeteringPolicy")
def modify_transit_gateway_metering_policy(call: HybridCall) -> dict[str, Any]:
    """Add and remove middlebox attachments."""
    policy = _available(call)
    added = _middleboxes(call, "AddMiddleboxAttachmentIds", policy.gateway)
    removed = list(call.request.get("RemoveMiddleboxAttachmentIds") or ())
    if missing := [it for it in removed if it not in policy.middleboxes]:
        raise AwsError("InvalidParameterValue", f"{missing[0]} is not a middlebox attachment of {policy.id}.")
    kept = [it for it in policy.middleboxes if it not in removed]
    policy.middleboxes = list(dict.fromkeys([*kept, *added]))
    policy.updated = call.timestamp
    policy.enter("modifying", call.timestamp)
    return {"TransitGatewayMeteringPolicy": shape(call, policy)}


@operation("DeleteTransitGatewayMeteringPolicy")
def delete_transit_gateway_metering_policy(call: HybridCall) -> dict[str, Any]:
    """Delete a metering policy with its entries."""
    policy = _own(call)
    if policy.state in LEAVING:
        raise wrong_state(policy.id, policy.state)
    policy.enter("deleting", call.timestamp)
    return {"TransitGatewayMeteringPolicy": shape(call, policy)}


@operation("CreateTransitGatewayMeteringPolicyEntry")
def create_transit_gateway_metering_policy_entry(call: HybridCall) -> dict[str, Any]:
    """Add a rule to a metering policy."""
    policy = _available(call)
    number = call.request["PolicyRuleNumber"]
    if not 1 <= number <= LAST_RULE:
        raise AwsError("InvalidParameterValue", f"Invalid PolicyRuleNumber {number}. Use 1 to {LAST_RULE}.")
    if number in policy.entries:
        raise AwsError("InvalidParameterValue", f"{policy.id} has an entry with the rule number {number}.")
    rule = {name: call.request[name] for name in RULE if call.request.get(name)}
    _check_rule(call, policy, rule)
    made = MeteringEntry(
        number=number,
        metered_account=call.request["MeteredAccount"],
        rule=tuple(rule.items()),
        updated=call.timestamp,
    )
    policy.entries[number] = made
    return {"TransitGatewayMeteringPolicyEntry": _entry(made, "available")}


@operation("DeleteTransitGatewayMeteringPolicyEntry")
def delete_transit_gateway_metering_policy_entry(call: HybridCall) -> dict[str, Any]:
    """Remove a rule from a metering policy."""
    policy = _available(call)
    found = policy.entries.pop(call.request["PolicyRuleNumber"], None)
    if found is None:
        raise AwsError(
            "InvalidTransitGatewayMeteringPolicyEntry.NotFound",
            f"{policy.id} has no entry with the rule number {call.request['PolicyRuleNumber']}.",
        )
    return {"TransitGatewayMeteringPolicyEntry": _entry(found, "deleted")}


@operation("GetTransitGatewayMeteringPolicyEntries")
def get_transit_gateway_metering_policy_entries(call: HybridCall) -> dict[str, Any]:
    """Return the rules of a metering policy, in the order in which they are matched."""
    policy = _own(call)
    return describe(call, ENTRIES, [_entry(it, "available") for _, it in sorted(policy.entries.items())])


def shape(call: HybridCall, it: MeteringPolicy) -> dict[str, Any]:
    """Return a TransitGatewayMeteringPolicy."""
    return {
        "TransitGatewayMeteringPolicyId": it.id,
        "TransitGatewayId": it.gateway,
        "MiddleboxAttachmentIds": list(it.middleboxes),
        "State": it.state,
        "UpdateEffectiveAt": moment(it.updated),
        "Tags": tag_list(call, it.id),
    }


def _entry(it: MeteringEntry, state: str) -> dict[str, Any]:
    return {
        "PolicyRuleNumber": str(it.number),
        "MeteredAccount": it.metered_account,
        "State": state,
        "UpdatedAt": moment(it.updated),
        "UpdateEffectiveAt": moment(it.updated),
        "MeteringPolicyRule": dict(it.rule),
    }


def _own(call: HybridCall) -> MeteringPolicy:
    id_ = call.request["TransitGatewayMeteringPolicyId"]
    found = call.transit.metering_policies.get(id_)
    if found is None or found.state in GONE or not _owns(call, found):
        raise no_policy(id_)
    return found


def _available(call: HybridCall) -> MeteringPolicy:
    policy = _own(call)
    if policy.state != "available":
        raise wrong_state(policy.id, policy.state)
    return policy


def _owns(call: HybridCall, it: MeteringPolicy) -> bool:
    found = call.transit.gateways.get(it.gateway)
    return found is not None and (found.owner, found.region) == (call.account, call.region)


def _middleboxes(call: HybridCall, name: str, gateway: str) -> list[str]:
    return [attachment_on(call, id_, gateway).id for id_ in call.request.get(name) or ()]


def _check_rule(call: HybridCall, policy: MeteringPolicy, rule: dict[str, str]) -> None:
    for end in ("Source", "Destination"):
        id_, kind = (rule.get(f"{end}TransitGatewayAttachment{it}") for it in ("Id", "Type"))
        if id_ and kind:
            raise AwsError("InvalidParameterCombination", f"Specify the id or the type of the {end} attachment.")
        if id_:
            attachment_on(call, id_, policy.gateway)
        if cidr := rule.get(f"{end}CidrBlock"):
            read = ipv6_block if ":" in cidr else ipv4_block
            rule[f"{end}CidrBlock"] = str(read(cidr, f"{end.lower()}CidrBlock"))
        if ports := rule.get(f"{end}PortRange"):
            _check_ports(f"{end}PortRange", ports)
    protocol = rule.get("Protocol")
    if protocol and not (protocol.isascii() and protocol.isdigit() and int(protocol[:4]) <= LAST_PROTOCOL):
        raise AwsError("InvalidParameterValue", f"Invalid Protocol {protocol}. Use 0 to {LAST_PROTOCOL}.")


def _check_ports(name: str, text: str) -> None:
    found = _PORTS.fullmatch(text)
    ends = [int(it) for it in found.groups() if it] if found else []
    if not ends or ends != sorted(ends) or ends[-1] > LAST_PORT:
        raise AwsError("InvalidParameterValue", f"Invalid {name} {text}. Use a port or a range such as 443-445.")
