"""EC2: virtual private gateways, their VPC attachments and route propagation."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import Ec2Type, TaggedEc2Type
from sandbox.provider.value_types import NumericText, Text
from sandbox.provider.values import Values

JOINED = ("attaching", "attached")
HELD = (*JOINED, "detaching")
"""States in which neither the gateway nor the VPC takes another attachment."""


def find_gateway(api: Api, identity: str) -> dict[str, Any] | None:
    """Return AWS's description of a virtual private gateway; None where it does not exist."""
    found = api.find("DescribeVpnGateways", VpnGatewayIds=[identity])
    return found["VpnGateways"][0] if found and found["VpnGateways"] else None


def attachment(
    api: Api, gateway: str, vpc: str | None = None, states: tuple[str, ...] = JOINED
) -> dict[str, Any] | None:
    """Return the gateway's attachment (to the VPC, where given) in one of the states."""
    found = find_gateway(api, gateway)
    attachments = found["VpcAttachments"] if found else []
    return next((each for each in attachments if each["State"] in states and vpc in (None, each["VpcId"])), None)


def attach(api: Api, gateway: str, vpc: str) -> None:
    """Attach the gateway to a VPC and wait until it is attached."""
    api("AttachVpnGateway", VpnGatewayId=gateway, VpcId=vpc)
    api.wait(lambda: attachment(api, gateway, vpc), lambda found: str(found["State"]), ("attached",), ("attaching",))


def detach(api: Api, gateway: str, vpc: str) -> None:
    """Detach the gateway from a VPC and wait until it is detached."""
    if attachment(api, gateway, vpc) is not None:
        api("DetachVpnGateway", VpnGatewayId=gateway, VpcId=vpc)
        api.wait_gone(lambda: attachment(api, gateway, vpc, HELD), lambda found: str(found["State"]))


class VpnGateway(TaggedEc2Type):
    """A virtual private gateway, attached to one VPC or to none."""

    token = "aws:ec2/vpnGateway:VpnGateway"
    identity = "vgw-{hex17}"
    tag_kind = "vpn-gateway"
    listing = ("DescribeVpnGateways", "VpnGateways", "VpnGatewayIds")
    # A VPC has at most one gateway.
    delete_first = True
    properties: ClassVar = {
        "amazonSideAsn": Input(NumericText(), "AmazonSideAsn", computed=True, replaces=True, plan="64512"),
        "vpcId": Input(Text(), computed=True, plan=None),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:vpn-gateway/{id}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        request = self.request(inputs, "amazonSideAsn")
        made = api("CreateVpnGateway", Type="ipsec.1", **request, TagSpecifications=self.tags_of(inputs))
        return str(made["VpnGateway"]["VpnGatewayId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: self.look(api, identity), lambda found: str(found["State"]), ("available",), ("pending",))
        self.join(api, identity, inputs, {})

    @updates("vpcId")
    def join(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if old.get("vpcId"):
            detach(api, identity, old["vpcId"])
        if inputs.get("vpcId"):
            attach(api, identity, inputs["vpcId"])

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place = api.place
        state: Values = {"arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:vpn-gateway/{identity}"}
        joined = attachment(api, identity)
        return state | ({"vpcId": joined["VpcId"]} if joined else {})

    def delete(self, api: Api, identity: str, state: Values) -> None:
        joined = attachment(api, identity)
        if joined is not None:
            detach(api, identity, joined["VpcId"])
        api("DeleteVpnGateway", VpnGatewayId=identity)


class VpnGatewayAttachment(Ec2Type):
    """The attachment of a virtual private gateway whose own `vpcId` is not set."""

    token = "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment"
    identity = "{vpnGatewayId}/{vpcId}"
    delete_first = True
    properties: ClassVar = {
        "vpnGatewayId": Input(Text(), required=True, replaces=True),
        "vpcId": Input(Text(), required=True, replaces=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        attach(api, inputs["vpnGatewayId"], inputs["vpcId"])
        return f"{inputs['vpnGatewayId']}/{inputs['vpcId']}"

    def read(self, api: Api, identity: str) -> Values | None:
        gateway, _, vpc = identity.partition("/")
        found = attachment(api, gateway, vpc)
        return None if found is None else {"vpnGatewayId": gateway, "vpcId": vpc}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        gateway, _, vpc = identity.partition("/")
        detach(api, gateway, vpc)


class VpnGatewayRoutePropagation(Ec2Type):
    """The propagation of a virtual private gateway's routes into a route table."""

    token = "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation"
    identity = "{vpnGatewayId}_{routeTableId}"
    delete_first = True
    # Propagation works only once the gateway is attached to the route table's VPC.
    eventual = ("Gateway.NotAttached",)
    properties: ClassVar = {
        "vpnGatewayId": Input(Text(), required=True, replaces=True),
        "routeTableId": Input(Text(), required=True, replaces=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        gateway, table = inputs["vpnGatewayId"], inputs["routeTableId"]
        api("EnableVgwRoutePropagation", GatewayId=gateway, RouteTableId=table)
        return f"{gateway}_{table}"

    def read(self, api: Api, identity: str) -> Values | None:
        gateway, _, table = identity.partition("_")
        found = api.find("DescribeRouteTables", RouteTableIds=[table])
        known = found["RouteTables"][0].get("PropagatingVgws", []) if found else []
        if all(each["GatewayId"] != gateway for each in known):
            return None
        return {"vpnGatewayId": gateway, "routeTableId": table}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        gateway, _, table = identity.partition("_")
        api("DisableVgwRoutePropagation", GatewayId=gateway, RouteTableId=table)
