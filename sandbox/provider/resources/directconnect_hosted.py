"""Direct Connect: hosted virtual interfaces, and their acceptance in the other account."""

from collections.abc import Mapping
from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.resources.directconnect import LEFT, MISSING, Tagged, tag_map
from sandbox.provider.resources.directconnect_associations import cidrs, plain
from sandbox.provider.resources.directconnect_interfaces import (
    ASNS,
    JUMBO,
    SEEN,
    SESSION,
    VLAN,
    end_interface,
    found_interface,
    interface_arn,
    new_interface,
    state_of,
)
from sandbox.provider.value_types import Number, SetOf, Text
from sandbox.provider.values import Values

POOLS: Mapping[str, Output] = {
    "prefixPoolAllocatedCountIpv4": Output(Number(), plan=None),
    "prefixPoolAllocatedCountIpv6": Output(Number(), plan=None),
}
OWNED: Mapping[str, Input] = {
    "name": Input(Text(), "virtualInterfaceName", replaces=True, named=100),
    "connectionId": Input(Text(), "connectionId", required=True, replaces=True),
    "ownerAccountId": Input(Text(), required=True, replaces=True),
    "vlan": VLAN,
}
ARN = Output(plan="arn:{partition}:directconnect:{region}:{ownerAccountId}:dxvif/{id}")


class Hosted(ResourceType):
    """Base of the hosted virtual interfaces; not a resource type itself."""

    service = "directconnect"
    identity = "dxvif-{hex8}"
    gone = MISSING
    # A VLAN is unique in a connection.
    delete_first = True
    operation: ClassVar[str]
    structure: ClassVar[str]

    def create(self, api: Api, inputs: Values) -> str:
        new = new_interface(type(self), inputs, routeFilterPrefixes=cidrs(inputs.get("routeFilterPrefixes")))
        answer = api(
            self.operation,
            connectionId=inputs["connectionId"],
            ownerAccount=inputs["ownerAccountId"],
            **{self.structure: new},
        )
        return str(answer.get("virtualInterface", answer)["virtualInterfaceId"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = found_interface(api, identity)
        if found is None or state_of(found) in LEFT:
            return None
        state = {**self.state(found), "ownerAccountId": found["ownerAccount"], "arn": interface_arn(api, found)}
        if "routeFilterPrefixes" in self.properties:
            state["routeFilterPrefixes"] = plain(found["routeFilterPrefixes"])
        return state

    def delete(self, api: Api, identity: str, state: Values) -> None:
        end_interface(api, identity)


class HostedPrivateVirtualInterface(Hosted):
    """A private virtual interface for another account."""

    token = "aws:directconnect/hostedPrivateVirtualInterface:HostedPrivateVirtualInterface"
    operation = "AllocatePrivateVirtualInterface"
    structure = "newPrivateVirtualInterfaceAllocation"
    properties: ClassVar = {
        **OWNED,
        **ASNS,
        **SESSION,
        "mtu": Input(Number(), "mtu", default=1500, replaces=True),
        **SEEN,
        **JUMBO,
        **POOLS,
        "arn": ARN,
    }


class HostedTransitVirtualInterface(Hosted):
    """A transit virtual interface for another account."""

    token = "aws:directconnect/hostedTransitVirtualInterface:HostedTransitVirtualInterface"
    operation = "AllocateTransitVirtualInterface"
    structure = "newTransitVirtualInterfaceAllocation"
    properties: ClassVar = HostedPrivateVirtualInterface.properties


class HostedPublicVirtualInterface(Hosted):
    """A public virtual interface for another account."""

    token = "aws:directconnect/hostedPublicVirtualInterface:HostedPublicVirtualInterface"
    operation = "AllocatePublicVirtualInterface"
    structure = "newPublicVirtualInterfaceAllocation"
    properties: ClassVar = {
        **OWNED,
        **ASNS,
        "routeFilterPrefixes": Input(SetOf(), required=True, replaces=True),
        **SESSION,
        **SEEN,
        "arn": ARN,
    }


class Accepter(Tagged):
    """Base of the accepters; deletion leaves the interface in place, as in terraform-provider-aws."""

    service = "directconnect"
    identity = "{virtualInterfaceId}"
    tagged = True
    gone = MISSING
    operation: ClassVar[str]

    def create(self, api: Api, inputs: Values) -> str:
        api(self.operation, **self.request(inputs))
        return str(inputs["virtualInterfaceId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        found = api.wait(
            lambda: found_interface(api, identity),
            state_of,
            ("available", "down", "testing"),
            ("confirming", "pending", "verifying"),
        )
        if tags := inputs.get("tagsAll"):
            self.retag(api, identity, {"arn": interface_arn(api, found)}, tags, [])

    def read(self, api: Api, identity: str) -> Values | None:
        found = found_interface(api, identity)
        if found is None or state_of(found) in (*LEFT, "confirming") or found["ownerAccount"] != api.place.account:
            return None
        state = {name: value for name, value in self.state(found).items() if value != ""}
        return {**state, "arn": interface_arn(api, found), "tagsAll": tag_map(found["tags"])}

    def delete(self, api: Api, identity: str, state: Values) -> None:
        """Do nothing: AWS has no operation for it. The interface is deleted with the allocation."""


ACCEPTED: Mapping[str, Input | Output] = {
    "virtualInterfaceId": Input(Text(), "virtualInterfaceId", required=True, replaces=True),
    "arn": Output(plan="arn:{partition}:directconnect:{region}:{account}:dxvif/{virtualInterfaceId}"),
}


class HostedPrivateVirtualInterfaceAccepter(Accepter):
    """Accepts a private virtual interface and attaches it to a gateway of this account."""

    token = "aws:directconnect/hostedPrivateVirtualInterfaceAccepter:HostedPrivateVirtualInterfaceAccepter"
    operation = "ConfirmPrivateVirtualInterface"
    properties: ClassVar = {
        **ACCEPTED,
        "dxGatewayId": Input(Text(), "directConnectGatewayId", replaces=True),
        "vpnGatewayId": Input(Text(), "virtualGatewayId", replaces=True),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        if (inputs.get("dxGatewayId") is None) == (inputs.get("vpnGatewayId") is None):
            return [("dxGatewayId", "is required, or vpnGatewayId, and not both")]
        return []


class HostedTransitVirtualInterfaceAcceptor(Accepter):
    """Accepts a transit virtual interface and attaches it to a Direct Connect gateway of this account."""

    token = "aws:directconnect/hostedTransitVirtualInterfaceAcceptor:HostedTransitVirtualInterfaceAcceptor"
    operation = "ConfirmTransitVirtualInterface"
    properties: ClassVar = {
        **ACCEPTED,
        "dxGatewayId": Input(Text(), "directConnectGatewayId", required=True, replaces=True),
    }


class HostedPublicVirtualInterfaceAccepter(Accepter):
    """Accepts a public virtual interface."""

    token = "aws:directconnect/hostedPublicVirtualInterfaceAccepter:HostedPublicVirtualInterfaceAccepter"
    operation = "ConfirmPublicVirtualInterface"
    properties: ClassVar = ACCEPTED
