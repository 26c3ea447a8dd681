"""References of a transit gateway's route table to prefix lists."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.resources.ec2transitgateway import state_of
from sandbox.provider.value_types import Flag, Text
from sandbox.provider.values import Values


class PrefixListReference(ResourceType):
    """A reference to a prefix list: to an attachment, or a blackhole."""

    token = "aws:ec2transitgateway/prefixListReference:PrefixListReference"
    service = "ec2"
    identity = "{transitGatewayRouteTableId}_{prefixListId}"
    eventual = ("IncorrectState",)
    delete_first = True
    properties: ClassVar = {
        "prefixListId": Input(Text(), "PrefixListId", required=True, replaces=True),
        "transitGatewayRouteTableId": Input(Text(), "TransitGatewayRouteTableId", required=True, replaces=True),
        "transitGatewayAttachmentId": Input(Text()),
        "blackhole": Input(Flag(), "Blackhole", default=False),
        "prefixListOwnerId": Output(member="PrefixListOwnerId"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        if bool(inputs.get("blackhole")) == (inputs.get("transitGatewayAttachmentId") is not None):
            return [("transitGatewayAttachmentId", "is required, or blackhole, and not both")]
        return []

    def create(self, api: Api, inputs: Values) -> str:
        self._write(api, "Create", inputs)
        return f"{inputs['transitGatewayRouteTableId']}_{inputs['prefixListId']}"

    def _write(self, api: Api, verb: str, inputs: Values) -> None:
        api(
            f"{verb}TransitGatewayPrefixListReference",
            TransitGatewayRouteTableId=inputs["transitGatewayRouteTableId"],
            PrefixListId=inputs["prefixListId"],
            TransitGatewayAttachmentId=inputs.get("transitGatewayAttachmentId"),
            Blackhole=True if inputs.get("blackhole") else None,
        )

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        coming = ("pending", "modifying")
        api.wait(lambda: self._found(api, identity), state_of, ("available",), coming)

    def _found(self, api: Api, identity: str) -> Values | None:
        table, _, listed = identity.partition("_")
        answer = api.find(
            "GetTransitGatewayPrefixListReferences",
            TransitGatewayRouteTableId=table,
            Filters=[{"Name": "prefix-list-id", "Values": [listed]}],
        )
        found: list[Values] = (answer or {}).get("TransitGatewayPrefixListReferences") or []
        return found[0] if found else None

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._found(api, identity)
        if found is None or found["State"] == "deleting":
            return None
        state = self.state(found)
        if attachment := found.get("TransitGatewayAttachment"):
            state["transitGatewayAttachmentId"] = attachment["TransitGatewayAttachmentId"]
        return state

    @updates("blackhole", "transitGatewayAttachmentId")
    def change_target(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self._write(api, "Modify", inputs)
        self.complete(api, identity, inputs)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        table, _, listed = identity.partition("_")
        api("DeleteTransitGatewayPrefixListReference", TransitGatewayRouteTableId=table, PrefixListId=listed)
        api.wait_gone(lambda: self._found(api, identity), state_of)
