"""Transit gateways and their route tables."""

from typing import Any, ClassVar

from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, Number, SetOf, Text
from sandbox.provider.values import Values

SWITCH = Text(("enable", "disable"))
LEFT = ("deleting", "deleted", "failed", "rejected", "rejecting")
OPTIONS = {
    "amazonSideAsn": "AmazonSideAsn",
    "autoAcceptSharedAttachments": "AutoAcceptSharedAttachments",
    "defaultRouteTableAssociation": "DefaultRouteTableAssociation",
    "defaultRouteTablePropagation": "DefaultRouteTablePropagation",
    "dnsSupport": "DnsSupport",
    "securityGroupReferencingSupport": "SecurityGroupReferencingSupport",
    "vpnEcmpSupport": "VpnEcmpSupport",
}
"""Properties that change in place, and AWS's options."""
DEFAULT_TABLES = ("defaultRouteTableAssociation", "defaultRouteTablePropagation")


def specification(kind: str, tags: dict[str, str] | None) -> list[dict[str, Any]] | None:
    """Return the tag specifications of a new resource."""
    return [{"ResourceType": kind, "Tags": pairs(tags)}] if tags else None


def described(api: Api, operation: str, member: str, **ids: Any) -> Values | None:
    """Return the resource that a describe operation finds by its id; None where there is none."""
    answer = api.find(operation, **ids)
    found: list[Values] = (answer or {}).get(member) or []
    return found[0] if found else None


def state_of(seen: Values) -> str:
    """Return the state of a resource."""
    return str(seen["State"])


class Ec2Tagged(ResourceType):
    """Base of the resource types that EC2 tags by id."""

    service = "ec2"
    tagged = True
    eventual = ("IncorrectState",)

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("CreateTags", Resources=[identity], Tags=pairs(put))
        if drop:
            api("DeleteTags", Resources=[identity], Tags=[{"Key": name} for name in drop])


def _default(option: str) -> Any:
    def plan(plan: Plan) -> str:
        return f"tgw-rtb-{plan.hex(17, 'default')}" if plan.values.get(option) == "enable" else ""

    return plan


class TransitGateway(Ec2Tagged):
    """A transit gateway."""

    token = "aws:ec2transitgateway/transitGateway:TransitGateway"
    identity = "tgw-{hex17}"
    properties: ClassVar = {
        "amazonSideAsn": Input(Number(), "AmazonSideAsn", default=64512),
        "autoAcceptSharedAttachments": Input(SWITCH, "AutoAcceptSharedAttachments", default="disable"),
        "defaultRouteTableAssociation": Input(SWITCH, "DefaultRouteTableAssociation", default="enable"),
        "defaultRouteTablePropagation": Input(SWITCH, "DefaultRouteTablePropagation", default="enable"),
        "description": Input(Text()),
        "dnsSupport": Input(SWITCH, "DnsSupport", default="enable"),
        "multicastSupport": Input(SWITCH, "MulticastSupport", default="disable", replaces=True),
        "securityGroupReferencingSupport": Input(SWITCH, "SecurityGroupReferencingSupport", default="disable"),
        "transitGatewayCidrBlocks": Input(SetOf(), "TransitGatewayCidrBlocks"),
        "vpnEcmpSupport": Input(SWITCH, "VpnEcmpSupport", default="enable"),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:transit-gateway/{id}"),
        "associationDefaultRouteTableId": Output(plan=_default("defaultRouteTableAssociation")),
        "ownerId": Output(plan="{account}"),
        "propagationDefaultRouteTableId": Output(plan=_default("defaultRouteTablePropagation")),
    }

    def replacement_inputs(self, old: Values, new: Values) -> set[str]:
        """Replace a gateway whose default tables are enabled later (terraform-provider-aws: ForceNewIfChange)."""
        return {name for name in DEFAULT_TABLES if (old.get(name), new.get(name)) == ("disable", "enable")}

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateTransitGateway",
            Description=inputs.get("description"),
            Options=self.request(inputs),
            TagSpecifications=specification("transit-gateway", inputs.get("tagsAll")),
        )
        return str(made["TransitGateway"]["TransitGatewayId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self._wait(api, identity)

    def _wait(self, api: Api, identity: str) -> None:
        api.wait(lambda: self._found(api, identity), state_of, ("available",), ("pending", "modifying"))

    def _found(self, api: Api, identity: str) -> Values | None:
        return described(api, "DescribeTransitGateways", "TransitGateways", TransitGatewayIds=[identity])

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._found(api, identity)
        if found is None or found["State"] in LEFT:
            return None
        options = found["Options"]
        return {
            **self.state(options),
            "description": found.get("Description") or "",
            "arn": found["TransitGatewayArn"],
            "ownerId": found["OwnerId"],
            "associationDefaultRouteTableId": options.get("AssociationDefaultRouteTableId", ""),
            "propagationDefaultRouteTableId": options.get("PropagationDefaultRouteTableId", ""),
            "tagsAll": unpaired(found.get("Tags")),
        }

    @updates("description", "transitGatewayCidrBlocks", *OPTIONS)
    def modify(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        options = {member: inputs[name] for name, member in OPTIONS.items() if inputs.get(name) != old.get(name)}
        present, wanted = (
            set(old.get("transitGatewayCidrBlocks") or ()),
            set(inputs.get("transitGatewayCidrBlocks") or ()),
        )
        if wanted - present:
            options["AddTransitGatewayCidrBlocks"] = sorted(wanted - present)
        if present - wanted:
            options["RemoveTransitGatewayCidrBlocks"] = sorted(present - wanted)
        api(
            "ModifyTransitGateway",
            TransitGatewayId=identity,
            Description=inputs.get("description") or "",
            Options=options or None,
        )
        self._wait(api, identity)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteTransitGateway", TransitGatewayId=identity)
        api.wait_gone(lambda: self._found(api, identity), state_of)


class RouteTable(Ec2Tagged):
    """A route table of a transit gateway."""

    token = "aws:ec2transitgateway/routeTable:RouteTable"
    identity = "tgw-rtb-{hex17}"
    properties: ClassVar = {
        "transitGatewayId": Input(Text(), "TransitGatewayId", required=True, replaces=True),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:transit-gateway-route-table/{id}"),
        "defaultAssociationRouteTable": Output(Flag(), "DefaultAssociationRouteTable", plan=False),
        "defaultPropagationRouteTable": Output(Flag(), "DefaultPropagationRouteTable", plan=False),
    }

    def create(self, api: Api, inputs: Values) -> str:
        made = api(
            "CreateTransitGatewayRouteTable",
            **self.request(inputs),
            TagSpecifications=specification("transit-gateway-route-table", inputs.get("tagsAll")),
        )
        return str(made["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: self._found(api, identity), state_of, ("available",), ("pending",))

    def _found(self, api: Api, identity: str) -> Values | None:
        return described(
            api,
            "DescribeTransitGatewayRouteTables",
            "TransitGatewayRouteTables",
            TransitGatewayRouteTableIds=[identity],
        )

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._found(api, identity)
        if found is None or found["State"] in LEFT:
            return None
        place = f"{api.place.region}:{api.place.account}"
        arn = f"arn:{api.place.partition}:ec2:{place}:transit-gateway-route-table/{identity}"
        return {**self.state(found), "arn": arn, "tagsAll": unpaired(found.get("Tags"))}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteTransitGatewayRouteTable", TransitGatewayRouteTableId=identity)
        api.wait_gone(lambda: self._found(api, identity), state_of)
