"""Transit gateway route tables: associations, propagations and static routes."""

from collections.abc import Mapping
from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.value_types import Flag, Text
from sandbox.provider.values import Values

TABLE = Input(Text(), required=True, replaces=True)
LINKED: Mapping[str, Input | Output] = {
    "transitGatewayAttachmentId": Input(Text(), required=True, replaces=True),
    "transitGatewayRouteTableId": TABLE,
    "resourceId": Output(member="ResourceId"),
    "resourceType": Output(member="ResourceType"),
}


class Link(ResourceType):
    """Base of associations and propagations of a route table; not a resource type itself."""

    service = "ec2"
    identity = "{transitGatewayRouteTableId}_{transitGatewayAttachmentId}"
    eventual = ("IncorrectState",)
    listing: ClassVar[tuple[str, str]]
    """The operation that lists them for a table, and the member of its output."""
    ready: ClassVar[tuple[str, str]]
    """The final state, and the one before it."""

    def _found(self, api: Api, identity: str) -> Values | None:
        table, _, attachment = identity.partition("_")
        operation, member = self.listing
        listed = api.find(operation, TransitGatewayRouteTableId=table)
        for found in (listed or {}).get(member) or []:
            if found["TransitGatewayAttachmentId"] == attachment:
                return dict(found)
        return None

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        there, coming = self.ready
        api.wait(lambda: self._found(api, identity), lambda seen: str(seen["State"]), (there,), (coming,))

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._found(api, identity)
        if found is None or found["State"] not in self.ready:
            return None
        table, _, attachment = identity.partition("_")
        return {
            **self.state(found),
            "transitGatewayAttachmentId": attachment,
            "transitGatewayRouteTableId": table,
        }

    def _call(self, api: Api, operation: str, values: Values) -> str:
        table, attachment = values["transitGatewayRouteTableId"], values["transitGatewayAttachmentId"]
        api(operation, TransitGatewayRouteTableId=table, TransitGatewayAttachmentId=attachment)
        return f"{table}_{attachment}"

    def _gone(self, api: Api, identity: str) -> None:
        api.wait_gone(lambda: self._found(api, identity), lambda seen: str(seen["State"]))


class RouteTableAssociation(Link):
    """The association of an attachment with its route table."""

    token = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation"
    listing = ("GetTransitGatewayRouteTableAssociations", "Associations")
    ready = ("associated", "associating")
    delete_first = True
    properties: ClassVar = {**LINKED, "replaceExistingAssociation": Input(Flag(), unread=True)}

    def create(self, api: Api, inputs: Values) -> str:
        if inputs.get("replaceExistingAssociation"):
            self._leave(api, inputs["transitGatewayAttachmentId"])
        return self._call(api, "AssociateTransitGatewayRouteTable", inputs)

    def _leave(self, api: Api, attachment: str) -> None:
        """Disassociate the attachment from its current route table."""
        listed = api("DescribeTransitGatewayAttachments", TransitGatewayAttachmentIds=[attachment])
        for found in listed["TransitGatewayAttachments"]:
            if table := (found.get("Association") or {}).get("TransitGatewayRouteTableId"):
                old = {"transitGatewayRouteTableId": table, "transitGatewayAttachmentId": attachment}
                self._gone(api, self._call(api, "DisassociateTransitGatewayRouteTable", old))

    def delete(self, api: Api, identity: str, state: Values) -> None:
        self._call(api, "DisassociateTransitGatewayRouteTable", state)
        self._gone(api, identity)


class RouteTablePropagation(Link):
    """The propagation of an attachment's routes into a route table."""

    token = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"
    listing = ("GetTransitGatewayRouteTablePropagations", "TransitGatewayRouteTablePropagations")
    ready = ("enabled", "enabling")
    properties: ClassVar = LINKED

    def create(self, api: Api, inputs: Values) -> str:
        return self._call(api, "EnableTransitGatewayRouteTablePropagation", inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        self._call(api, "DisableTransitGatewayRouteTablePropagation", state)
        self._gone(api, identity)


class Route(ResourceType):
    """A static route."""

    token = "aws:ec2transitgateway/route:Route"
    service = "ec2"
    identity = "{transitGatewayRouteTableId}_{destinationCidrBlock}"
    eventual = ("IncorrectState",)
    delete_first = True
    properties: ClassVar = {
        "destinationCidrBlock": Input(Text(), required=True, replaces=True),
        "transitGatewayRouteTableId": TABLE,
        "transitGatewayAttachmentId": Input(Text(), replaces=True),
        "blackhole": Input(Flag(), default=False, replaces=True),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        if bool(inputs.get("blackhole")) == (inputs.get("transitGatewayAttachmentId") is not None):
            return [("transitGatewayAttachmentId", "is required, or blackhole, and not both")]
        return []

    def create(self, api: Api, inputs: Values) -> str:
        table, cidr = inputs["transitGatewayRouteTableId"], inputs["destinationCidrBlock"]
        api(
            "CreateTransitGatewayRoute",
            TransitGatewayRouteTableId=table,
            DestinationCidrBlock=cidr,
            TransitGatewayAttachmentId=inputs.get("transitGatewayAttachmentId"),
            Blackhole=True if inputs.get("blackhole") else None,
        )
        return f"{table}_{cidr}"

    def read(self, api: Api, identity: str) -> Values | None:
        table, _, cidr = identity.partition("_")
        wanted = {"route-search.exact-match": cidr, "type": "static"}
        listed = api.find(
            "SearchTransitGatewayRoutes",
            TransitGatewayRouteTableId=table,
            Filters=[{"Name": name, "Values": [value]} for name, value in wanted.items()],
        )
        for found in (listed or {}).get("Routes") or []:
            attached = found.get("TransitGatewayAttachments") or []
            state: Values = {
                "transitGatewayRouteTableId": table,
                "destinationCidrBlock": cidr,
                "blackhole": not attached,
            }
            if attached:
                state["transitGatewayAttachmentId"] = attached[0]["TransitGatewayAttachmentId"]
            return state
        return None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        table, _, cidr = identity.partition("_")
        api("DeleteTransitGatewayRoute", TransitGatewayRouteTableId=table, DestinationCidrBlock=cidr)
