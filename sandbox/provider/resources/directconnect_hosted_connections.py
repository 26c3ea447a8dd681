"""Direct Connect: hosted connections, and their confirmation in the other account."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.resources.directconnect import LEFT, MISSING, one
from sandbox.provider.value_types import Flag, Moment, Number, Text
from sandbox.provider.values import Values


class HostedConnection(ResourceType):
    """A hosted connection on this account's connection, for another account."""

    token = "aws:directconnect/hostedConnection:HostedConnection"
    service = "directconnect"
    identity = "dxcon-{hex8}"
    regional = False
    gone = MISSING
    properties: ClassVar = {
        "name": Input(Text(), "connectionName", replaces=True, named=100),
        "bandwidth": Input(Text(), "bandwidth", required=True, replaces=True),
        "connectionId": Input(Text(), "connectionId", required=True, replaces=True),
        "ownerAccountId": Input(Text(), "ownerAccount", required=True, replaces=True),
        "vlan": Input(Number(1, 4094), "vlan", required=True, replaces=True),
        "awsDevice": Output(member="awsDeviceV2", plan=None),
        "connectionRegion": Output(member="region", plan="{region}"),
        "hasLogicalRedundancy": Output(member="hasLogicalRedundancy", plan="unknown"),
        "jumboFrameCapable": Output(Flag(), "jumboFrameCapable", plan=True),
        "lagId": Output(member="lagId", plan=None),
        "loaIssueTime": Output(Moment(), "loaIssueTime", plan=None),
        "location": Output(member="location"),
        "partnerName": Output(member="partnerName", plan=None),
        "providerName": Output(member="providerName", plan=None),
        "region": Output(member="region", plan="{region}"),
        "state": Output(member="connectionState", plan="ordering"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        return str(api("AllocateHostedConnection", **self.request(inputs))["connectionId"])

    def read(self, api: Api, identity: str) -> Values | None:
        """Read it from the account's connections: AWS's description of a hosted connection does not name its parent."""
        for parent in api("DescribeConnections")["connections"]:
            hosted = api.find("DescribeHostedConnections", connectionId=parent["connectionId"])
            for found in (hosted or {}).get("connections") or []:
                if found["connectionId"] == identity and found["connectionState"] not in LEFT:
                    return {**self.state(found), "connectionId": parent["connectionId"]}
        return None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        if self.read(api, identity) is not None:
            api("DeleteConnection", connectionId=identity)
        api.wait_gone(lambda: self.read(api, identity), lambda _: "")


class ConnectionConfirmation(ResourceType):
    """The confirmation of a hosted connection; deletion leaves the connection in place."""

    token = "aws:directconnect/connectionConfirmation:ConnectionConfirmation"
    service = "directconnect"
    identity = "{connectionId}"
    gone = MISSING
    properties: ClassVar = {"connectionId": Input(Text(), "connectionId", required=True, replaces=True)}

    def create(self, api: Api, inputs: Values) -> str:
        api("ConfirmConnection", connectionId=inputs["connectionId"])
        return str(inputs["connectionId"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = one(api, "DescribeConnections", "connections", connectionId=identity)
        if found is None or found["connectionState"] in (*LEFT, "ordering"):
            return None
        return {"connectionId": identity}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        """Do nothing: AWS has no operation for it."""
