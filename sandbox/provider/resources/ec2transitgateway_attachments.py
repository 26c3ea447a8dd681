"""Transit gateway VPC attachments: the VPC owner's side."""

from collections.abc import Mapping
from typing import ClassVar

from sandbox.provider.api import Api, unpaired
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2transitgateway import (
    LEFT,
    SWITCH,
    Ec2Tagged,
    described,
    specification,
    state_of,
)
from sandbox.provider.value_types import Flag, SetOf, Text
from sandbox.provider.values import Values

ASSOCIATION = "transitGatewayDefaultRouteTableAssociation"
PROPAGATION = "transitGatewayDefaultRouteTablePropagation"
OPTIONS = {
    "applianceModeSupport": "ApplianceModeSupport",
    "dnsSupport": "DnsSupport",
    "ipv6Support": "Ipv6Support",
    "securityGroupReferencingSupport": "SecurityGroupReferencingSupport",
}
DEFAULTS: Mapping[str, Input] = {
    ASSOCIATION: Input(Flag(), computed=True, plan=True),
    PROPAGATION: Input(Flag(), computed=True, plan=True),
}


def found_attachment(api: Api, identity: str) -> Values | None:
    """Return a VPC attachment, for the VPC's owner as for the gateway's."""
    return described(
        api,
        "DescribeTransitGatewayVpcAttachments",
        "TransitGatewayVpcAttachments",
        TransitGatewayAttachmentIds=[identity],
    )


def ready(api: Api, identity: str, *states: str) -> Values:
    """Wait until the attachment is in one of the states."""
    return api.wait(
        lambda: found_attachment(api, identity),
        state_of,
        states,
        ("initiatingRequest", "pending", "modifying", "initiating"),
    )


class Attached(Ec2Tagged):
    """Base of both sides: the gateway's default route tables; not a resource type itself."""

    def _defaults(self, api: Api, gateway: str) -> tuple[str, str] | None:
        """Return the gateway's default route tables, "" for none; None for accounts that do not own the gateway."""
        found = described(api, "DescribeTransitGateways", "TransitGateways", TransitGatewayIds=[gateway])
        if found is None or found["OwnerId"] != api.place.account:
            return None
        options = found["Options"]
        return options.get("AssociationDefaultRouteTableId", ""), options.get("PropagationDefaultRouteTableId", "")

    @staticmethod
    def _associated(api: Api, identity: str, table: str) -> bool:
        found = described(
            api,
            "DescribeTransitGatewayAttachments",
            "TransitGatewayAttachments",
            TransitGatewayAttachmentIds=[identity],
        )
        association = (found or {}).get("Association") or {}
        return bool(table) and association.get("TransitGatewayRouteTableId") == table

    @staticmethod
    def _propagates(api: Api, identity: str, table: str) -> bool:
        if not table:
            return False
        listed = api("GetTransitGatewayAttachmentPropagations", TransitGatewayAttachmentId=identity)
        states = {
            it["TransitGatewayRouteTableId"]: it["State"] for it in listed["TransitGatewayAttachmentPropagations"]
        }
        return states.get(table) in {"enabling", "enabled"}

    def _read_defaults(self, api: Api, identity: str, gateway: str) -> Values:
        tables = self._defaults(api, gateway)
        if tables is None:
            return {ASSOCIATION: True, PROPAGATION: True}
        return {
            ASSOCIATION: self._associated(api, identity, tables[0]),
            PROPAGATION: self._propagates(api, identity, tables[1]),
        }

    def _set_defaults(self, api: Api, identity: str, gateway: str, inputs: Values) -> None:
        tables = self._defaults(api, gateway)
        if tables is None:
            return
        association, propagation = tables
        names: Values = {"TransitGatewayAttachmentId": identity}
        if association and inputs.get(ASSOCIATION) is not None:
            now = self._associated(api, identity, association)
            if now != inputs[ASSOCIATION]:
                verb = "Disassociate" if now else "Associate"
                api(f"{verb}TransitGatewayRouteTable", TransitGatewayRouteTableId=association, **names)
                self._settled(api, identity, association, wanted=not now)
        if propagation and inputs.get(PROPAGATION) is not None:
            now = self._propagates(api, identity, propagation)
            if now != inputs[PROPAGATION]:
                verb = "Disable" if now else "Enable"
                api(f"{verb}TransitGatewayRouteTablePropagation", TransitGatewayRouteTableId=propagation, **names)

    def _settled(self, api: Api, identity: str, table: str, *, wanted: bool) -> None:
        api.wait(
            lambda: {"State": self._associated(api, identity, table)},
            lambda seen: str(seen["State"]),
            (str(wanted),),
            (str(not wanted),),
        )


class VpcAttachment(Attached):
    """A VPC attachment."""

    token = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
    identity = "tgw-attach-{hex17}"
    delete_first = True
    properties: ClassVar = {
        "transitGatewayId": Input(Text(), "TransitGatewayId", required=True, replaces=True),
        "vpcId": Input(Text(), "VpcId", required=True, replaces=True),
        "subnetIds": Input(SetOf(), "SubnetIds", required=True),
        "applianceModeSupport": Input(SWITCH, default="disable"),
        "dnsSupport": Input(SWITCH, default="enable"),
        "ipv6Support": Input(SWITCH, default="disable"),
        "securityGroupReferencingSupport": Input(SWITCH, computed=True, plan="enable"),
        **DEFAULTS,
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:transit-gateway-attachment/{id}"),
        "vpcOwnerId": Output(member="VpcOwnerId", plan="{account}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        options = {member: inputs[name] for name, member in OPTIONS.items() if inputs.get(name) is not None}
        made = api(
            "CreateTransitGatewayVpcAttachment",
            **self.request(inputs),
            Options=options,
            TagSpecifications=specification("transit-gateway-attachment", inputs.get("tagsAll")),
        )
        return str(made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        found = ready(api, identity, "available", "pendingAcceptance")
        if found["State"] == "available":
            self._set_defaults(api, identity, inputs["transitGatewayId"], inputs)

    def read(self, api: Api, identity: str) -> Values | None:
        found = found_attachment(api, identity)
        if found is None or found["State"] in LEFT:
            return None
        place = f"{api.place.region}:{found['VpcOwnerId']}"
        return {
            **self.state(found),
            **{name: found["Options"][member] for name, member in OPTIONS.items()},
            **self._read_defaults(api, identity, found["TransitGatewayId"]),
            "arn": f"arn:{api.place.partition}:ec2:{place}:transit-gateway-attachment/{identity}",
            "tagsAll": unpaired(found.get("Tags")),
        }

    @updates("subnetIds", *OPTIONS)
    def modify(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        changed: Values = {
            member: inputs[name]
            for name, member in OPTIONS.items()
            if inputs.get(name) is not None and inputs[name] != old.get(name)
        }
        present, wanted = set(old["subnetIds"]), set(inputs["subnetIds"])
        api(
            "ModifyTransitGatewayVpcAttachment",
            TransitGatewayAttachmentId=identity,
            AddSubnetIds=sorted(wanted - present) or None,
            RemoveSubnetIds=sorted(present - wanted) or None,
            Options=changed or None,
        )
        ready(api, identity, "available", "pendingAcceptance")

    @updates(ASSOCIATION, PROPAGATION)
    def set_defaults(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self._set_defaults(api, identity, inputs["transitGatewayId"], inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        detach(api, identity)


def detach(api: Api, identity: str) -> None:
    """Delete the attachment, unless its deletion has begun, and wait until it is gone."""
    found = found_attachment(api, identity)
    if found is not None and found["State"] not in LEFT:
        api("DeleteTransitGatewayVpcAttachment", TransitGatewayAttachmentId=identity)
    api.wait_gone(lambda: found_attachment(api, identity), state_of, ("deleted", "rejected", "failed"))
