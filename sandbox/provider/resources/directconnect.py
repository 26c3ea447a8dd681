"""Direct Connect: connections and Direct Connect gateways."""

from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import Flag, Number, NumericText, Text
from sandbox.provider.values import Values

MISSING = ("DirectConnectClientException does not exist", "DirectConnectClientException Could not find")
"""Direct Connect has one error code for resources that do not exist and for those of other accounts."""
LEFT = ("deleting", "deleted", "rejected")


def tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    """Return tags in Direct Connect's form."""
    return [{"key": name, "value": value} for name, value in tags.items()]


def tag_map(tags: list[dict[str, str]]) -> dict[str, str]:
    """Return tags in the provider's form."""
    return {tag["key"]: tag.get("value", "") for tag in tags}


def one(api: Api, operation: str, member: str, **request: Any) -> Values | None:
    """Return the resource that a describe operation finds by its id; None where there is none."""
    answer = api.find(operation, **request)
    found: list[Values] = (answer or {}).get(member) or []
    return found[0] if found else None


class Tagged(ResourceType):
    """Base of the resource types that Direct Connect tags by ARN."""

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        arn = state["arn"]
        if put:
            api("TagResource", resourceArn=arn, tags=tag_list(put))
        if drop:
            api("UntagResource", resourceArn=arn, tagKeys=drop)


class Connection(Tagged):
    """A dedicated connection."""

    token = "aws:directconnect/connection:Connection"
    service = "directconnect"
    identity = "dxcon-{hex8}"
    tagged = True
    gone = MISSING
    properties: ClassVar = {
        "name": Input(Text(), "connectionName", replaces=True, named=100),
        "bandwidth": Input(Text(), "bandwidth", required=True, replaces=True),
        "location": Input(Text(), "location", required=True, replaces=True),
        "providerName": Input(Text(), "providerName", replaces=True, computed=True, plan=""),
        "skipDestroy": Input(Flag(), unread=True),
        "arn": Output(plan="arn:{partition}:directconnect:{region}:{account}:dxcon/{id}"),
        "awsDevice": Output(member="awsDeviceV2"),
        "hasLogicalRedundancy": Output(member="hasLogicalRedundancy", plan="unknown"),
        "jumboFrameCapable": Output(Flag(), "jumboFrameCapable", plan=True),
        "macsecCapable": Output(Flag(), "macSecCapable", plan=False),
        "ownerAccountId": Output(member="ownerAccount", plan="{account}"),
        "partnerName": Output(member="partnerName", plan=""),
        "portEncryptionStatus": Output(member="portEncryptionStatus", plan=None),
        "prefixPoolSizeIpv4": Output(Number(), plan=None),
        "prefixPoolSizeIpv6": Output(Number(), plan=None),
        "prefixPoolUnallocatedCountIpv4": Output(Number(), plan=None),
        "prefixPoolUnallocatedCountIpv6": Output(Number(), plan=None),
        "rateLimiterStatuses": Output(plan=None),
        "state": Output(member="connectionState"),
        "vlanId": Output(Number(), "vlan", plan=None),
    }

    def create(self, api: Api, inputs: Values) -> str:
        tags = tag_list(inputs.get("tagsAll") or {})
        ordered = api("CreateConnection", **self.request(inputs), tags=tags or None)
        return str(ordered["connectionId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(
            lambda: self._found(api, identity),
            lambda seen: str(seen["connectionState"]),
            ("pending", "available", "down"),
            ("requested", "ordering"),
        )

    def _found(self, api: Api, identity: str) -> Values | None:
        return one(api, "DescribeConnections", "connections", connectionId=identity)

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._found(api, identity)
        if found is None or found["connectionState"] in LEFT:
            return None
        arn = f"arn:{api.place.partition}:directconnect:{found['region']}:{found['ownerAccount']}:dxcon/{identity}"
        return {
            "providerName": "",
            "partnerName": "",
            **self.state(found),
            "arn": arn,
            "tagsAll": tag_map(found["tags"]),
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if state.get("skipDestroy"):
            return
        if self.read(api, identity) is not None:
            api("DeleteConnection", connectionId=identity)
        api.wait_gone(lambda: self._found(api, identity), lambda seen: str(seen["connectionState"]))


class Gateway(Tagged):
    """A Direct Connect gateway."""

    token = "aws:directconnect/gateway:Gateway"
    service = "directconnect"
    identity = "{uuid}"
    tagged = True
    regional = False
    gone = MISSING
    properties: ClassVar = {
        "name": Input(Text(), "directConnectGatewayName", named=100),
        "amazonSideAsn": Input(NumericText(), "amazonSideAsn", required=True, replaces=True),
        "arn": Output(plan="arn:{partition}:directconnect::{account}:dx-gateway/{id}"),
        "ownerAccountId": Output(member="ownerAccount", plan="{account}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        tags = tag_list(inputs.get("tagsAll") or {})
        made = api("CreateDirectConnectGateway", **self.request(inputs), tags=tags or None)
        return str(made["directConnectGateway"]["directConnectGatewayId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        api.wait(lambda: self._found(api, identity), self._state, ("available",), ("pending",))

    @staticmethod
    def _state(seen: Values) -> str:
        return str(seen["directConnectGatewayState"])

    def _found(self, api: Api, identity: str) -> Values | None:
        return one(api, "DescribeDirectConnectGateways", "directConnectGateways", directConnectGatewayId=identity)

    def read(self, api: Api, identity: str) -> Values | None:
        found = self._found(api, identity)
        if found is None or self._state(found) in LEFT:
            return None
        arn = f"arn:{api.place.partition}:directconnect::{found['ownerAccount']}:dx-gateway/{identity}"
        return {**self.state(found), "arn": arn, "tagsAll": tag_map(found.get("tags") or [])}

    @updates("name")
    def rename(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api(
            "UpdateDirectConnectGateway",
            directConnectGatewayId=identity,
            newDirectConnectGatewayName=inputs["name"],
        )

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteDirectConnectGateway", directConnectGatewayId=identity)
        api.wait_gone(lambda: self._found(api, identity), self._state)
