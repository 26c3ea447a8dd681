"""EC2: route tables, their routes inline or as separate resources."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import TaggedEc2Type
from sandbox.provider.value_types import SetOf, Text
from sandbox.provider.values import Values

TARGETS = {
    "gatewayId": "GatewayId",
    "transitGatewayId": "TransitGatewayId",
    "natGatewayId": "NatGatewayId",
    "networkInterfaceId": "NetworkInterfaceId",
    "vpcPeeringConnectionId": "VpcPeeringConnectionId",
}
INLINE = {
    "cidrBlock": "DestinationCidrBlock",
    "ipv6CidrBlock": "DestinationIpv6CidrBlock",
    "destinationPrefixListId": "DestinationPrefixListId",
}
"""AWS's members for the destinations of inline routes."""
ROUTE = Block({name: Input(Text(), member) for name, member in {**INLINE, **TARGETS}.items()})
GATEWAYS = SetOf(Text(), "GatewayId")


def written(table: dict[str, Any]) -> list[Values]:
    """Return the routes that CreateRoute made, without local, propagated and endpoints' routes."""
    return [
        ROUTE.decode(route)
        for route in table["Routes"]
        if route.get("Origin") == "CreateRoute" and not str(route.get("GatewayId")).startswith("vpce-")
    ]


def destination_of(route: Values) -> tuple[str, str]:
    """Return AWS's member for the destination, and its value."""
    return next((member, route[name]) for name, member in INLINE.items() if route.get(name))


class RouteTable(TaggedEc2Type):
    """A route table. Routes and gateways that it lists are all that it has; otherwise they are separate resources."""

    token = "aws:ec2/routeTable:RouteTable"
    identity = "rtb-{hex17}"
    tag_kind = "route-table"
    listing = ("DescribeRouteTables", "RouteTables", "RouteTableIds")
    exclusive: ClassVar[tuple[str, ...]] = ("routes", "propagatingVgws")
    # The same as for routes and propagations as separate resources.
    eventual = ("InvalidTransitGatewayID.NotFound", "Gateway.NotAttached")
    properties: ClassVar = {
        "vpcId": Input(Text(), "VpcId", required=True, replaces=True),
        "propagatingVgws": Input(GATEWAYS, "PropagatingVgws", computed=True, plan=None),
        "routes": Input(SetOf(ROUTE), computed=True, plan=None),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:route-table/{id}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        given = inputs.get("routes")
        return [
            (f"routes[{index}]", f"has one {kind}: give one of {', '.join(names)}")
            for index, route in enumerate(given if isinstance(given, list) else [])
            for kind, names in (("destination", INLINE), ("target", TARGETS))
            if isinstance(route, dict) and sum(route.get(name) is not None for name in names) != 1
        ]

    def create(self, api: Api, inputs: Values) -> str:
        made = api("CreateRouteTable", VpcId=inputs["vpcId"], TagSpecifications=self.tags_of(inputs))
        return str(made["RouteTable"]["RouteTableId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self.set_propagation(api, identity, inputs, {})
        self.set_routes(api, identity, inputs, {})

    @updates("propagatingVgws")
    def set_propagation(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        wanted = inputs.get("propagatingVgws")
        if wanted is None:
            return
        found = self.look(api, identity) or {}
        there = GATEWAYS.decode(found.get("PropagatingVgws") or [])
        for gateway in there:
            if gateway not in wanted:
                api("DisableVgwRoutePropagation", GatewayId=gateway, RouteTableId=identity)
        for gateway in wanted:
            if gateway not in there:
                api("EnableVgwRoutePropagation", GatewayId=gateway, RouteTableId=identity)

    @updates("routes")
    def set_routes(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        if inputs.get("routes") is None:
            return
        found = self.look(api, identity)
        there = {destination_of(route): route for route in (written(found) if found else [])}
        wanted = {destination_of(route): route for route in inputs["routes"]}
        for member, value in there.keys() - wanted.keys():
            api("DeleteRoute", RouteTableId=identity, **{member: value})
        for destination, route in wanted.items():
            if not ROUTE.same(there.get(destination), route):
                operation = "ReplaceRoute" if destination in there else "CreateRoute"
                api(operation, RouteTableId=identity, **ROUTE.encode(route))

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place = api.place
        arn = f"arn:{place.partition}:ec2:{place.region}:{found['OwnerId']}:route-table/{identity}"
        return {"arn": arn, "routes": written(found)}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api.patient("DependencyViolation")("DeleteRouteTable", RouteTableId=identity)


class DefaultRouteTable(RouteTable):
    """The main route table of a VPC, adopted: its routes are removed first, then it is like any other table."""

    token = "aws:ec2/defaultRouteTable:DefaultRouteTable"
    identity = "{defaultRouteTableId}"
    # terraform-provider-aws computes no gateways here, so one beside the program's is always a difference.
    exclusive = ("routes",)
    properties: ClassVar = {
        "defaultRouteTableId": Input(Text(), "RouteTableId", required=True, replaces=True),
        "propagatingVgws": Input(GATEWAYS, "PropagatingVgws"),
        "routes": Input(SetOf(ROUTE), computed=True, plan=None),
        "vpcId": Output(member="VpcId"),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:route-table/{id}"),
        "ownerId": Output(member="OwnerId", plan="{account}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        return str(inputs["defaultRouteTableId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self.set_propagation(api, identity, inputs, {})
        self.set_routes(api, identity, {"routes": inputs.get("routes") or []}, {})
        if tags := inputs.get("tagsAll"):
            self.retag(api, identity, {}, tags, [])

    @updates("propagatingVgws")
    def set_propagation(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        super().set_propagation(api, identity, {"propagatingVgws": inputs.get("propagatingVgws") or []}, old)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        """Do nothing: AWS cannot delete it, so it stays with its VPC and only leaves the state."""
