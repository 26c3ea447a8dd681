"""EC2: routes and route table associations."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import Ec2Type, filters
from sandbox.provider.resources.ec2_route_tables import TARGETS
from sandbox.provider.value_types import Text
from sandbox.provider.values import Values

DESTINATIONS = {
    "destinationCidrBlock": "DestinationCidrBlock",
    "destinationIpv6CidrBlock": "DestinationIpv6CidrBlock",
    "destinationPrefixListId": "DestinationPrefixListId",
}


class Route(Ec2Type):
    """A route of a table; its target changes in place."""

    token = "aws:ec2/route:Route"
    identity = "{routeTableId}_{destinationCidrBlock}{destinationIpv6CidrBlock}{destinationPrefixListId}"
    gone = ("InvalidRoute.NotFound",)
    # A transit gateway is a valid target only once the VPC's attachment has been accepted.
    eventual = ("InvalidTransitGatewayID.NotFound",)
    properties: ClassVar = {
        "routeTableId": Input(Text(), "RouteTableId", required=True, replaces=True),
        **{name: Input(Text(), member, replaces=True) for name, member in DESTINATIONS.items()},
        **{name: Input(Text(), member) for name, member in TARGETS.items()},
        "instanceId": Output(plan=None),
        "instanceOwnerId": Output(plan=None),
        "origin": Output(member="Origin", plan="CreateRoute"),
        "state": Output(member="State", plan="active"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        problems = []
        for kind, names in (("destination", DESTINATIONS), ("target", TARGETS)):
            given = [name for name in names if inputs.get(name) is not None]
            if len(given) != 1:
                problems.append((next(iter(names)), f"a route has one {kind}: give one of {', '.join(names)}"))
        return problems

    def create(self, api: Api, inputs: Values) -> str:
        api("CreateRoute", **self.request(inputs))
        return f"{inputs['routeTableId']}_" + "".join(str(inputs[name]) for name in DESTINATIONS if inputs.get(name))

    def read(self, api: Api, identity: str) -> Values | None:
        table, _, destination = identity.partition("_")
        found = api.find("DescribeRouteTables", RouteTableIds=[table])
        for route in found["RouteTables"][0]["Routes"] if found else ():
            if destination in [route.get(member) for member in DESTINATIONS.values()]:
                return {**self.state(route), "routeTableId": table}
        return None

    @updates(*TARGETS)
    def retarget(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("ReplaceRoute", **self.request(inputs))

    def delete(self, api: Api, identity: str, state: Values) -> None:
        destination = self.request(state, *DESTINATIONS)
        api("DeleteRoute", RouteTableId=identity.partition("_")[0], **destination)


class RouteTableAssociation(Ec2Type):
    """The route table of a subnet. A subnet has one, so its id is the subnet's."""

    token = "aws:ec2/routeTableAssociation:RouteTableAssociation"
    identity = "{subnetId}"
    delete_first = True
    properties: ClassVar = {
        "subnetId": Input(Text(), replaces=True),
        "routeTableId": Input(Text(), required=True),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        return [] if inputs.get("subnetId") else [("subnetId", "is required: gateway route tables are not supported")]

    def create(self, api: Api, inputs: Values) -> str:
        api("AssociateRouteTable", RouteTableId=inputs["routeTableId"], SubnetId=inputs["subnetId"])
        return str(inputs["subnetId"])

    def _association(self, api: Api, subnet: str) -> dict[str, Any] | None:
        tables = api("DescribeRouteTables", Filters=filters(association__subnet_id=subnet))["RouteTables"]
        associations = [each for table in tables for each in table["Associations"]]
        return next((each for each in associations if each.get("SubnetId") == subnet), None)

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._association(api, identity)
        return None if found is None else {"subnetId": identity, "routeTableId": found["RouteTableId"]}

    @updates("routeTableId")
    def follow(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        found = self._association(api, identity)
        if found is None:
            self.create(api, inputs)
        else:
            api(
                "ReplaceRouteTableAssociation",
                AssociationId=found["RouteTableAssociationId"],
                RouteTableId=inputs["routeTableId"],
            )

    def delete(self, api: Api, identity: str, state: Values) -> None:
        found = self._association(api, identity)
        if found is not None:
            api("DisassociateRouteTable", AssociationId=found["RouteTableAssociationId"])


class MainRouteTableAssociation(Ec2Type):
    """The main route table of a VPC; deletion restores the VPC's first one."""

    token = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"
    identity = "{vpcId}"
    delete_first = True
    properties: ClassVar = {
        "vpcId": Input(Text(), required=True, replaces=True),
        "routeTableId": Input(Text(), required=True),
        "originalRouteTableId": Output(plan="rtb-{hex17}"),
    }

    def _main(self, api: Api, vpc: str) -> dict[str, Any] | None:
        tables = api("DescribeRouteTables", Filters=filters(vpc_id=vpc))["RouteTables"]
        associations = [each for table in tables for each in table["Associations"]]
        return next((each for each in associations if each.get("Main")), None)

    def _first(self, api: Api, vpc: str) -> str:
        """Return the route table that was created with the VPC: EC2 lists it first."""
        tables = api("DescribeRouteTables", Filters=filters(vpc_id=vpc))["RouteTables"]
        return str(tables[0]["RouteTableId"])

    def create(self, api: Api, inputs: Values) -> str:
        self.change(api, inputs["vpcId"], inputs, {})
        return str(inputs["vpcId"])

    @updates("routeTableId")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        main = self._main(api, identity)
        association = main["RouteTableAssociationId"] if main else None
        api("ReplaceRouteTableAssociation", AssociationId=association, RouteTableId=inputs["routeTableId"])

    def read(self, api: Api, identity: str) -> Values | None:
        main = self._main(api, identity)
        if main is None or main["RouteTableId"] == self._first(api, identity):
            return None
        return {
            "vpcId": identity,
            "routeTableId": main["RouteTableId"],
            "originalRouteTableId": self._first(api, identity),
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        main = self._main(api, identity)
        if main is not None:
            first = self._first(api, identity)
            api("ReplaceRouteTableAssociation", AssociationId=main["RouteTableAssociationId"], RouteTableId=first)
