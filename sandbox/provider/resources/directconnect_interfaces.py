"""Direct Connect: virtual interfaces on a connection of the account."""

from collections.abc import Mapping
from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.resources.directconnect import LEFT, MISSING, Tagged, one, tag_list, tag_map
from sandbox.provider.resources.directconnect_associations import cidrs, plain
from sandbox.provider.value_types import Flag, Number, NumericText, SetOf, Text
from sandbox.provider.values import UNKNOWN, Values

VLAN = Input(Number(1, 4094), "vlan", required=True, replaces=True)


def _long(plan: Plan) -> Any:
    short = plan.values.get("bgpAsn")
    return str(int(short)) if isinstance(short, (int, float)) else UNKNOWN


def _short(plan: Plan) -> Any:
    long = plan.values.get("bgpAsnLong")
    return int(long) if isinstance(long, str) else UNKNOWN


ASNS: Mapping[str, Input] = {
    "bgpAsn": Input(Number(0, 4294967294), "asn", replaces=True, computed=True, plan=_short),
    "bgpAsnLong": Input(NumericText(), "asnLong", replaces=True, computed=True, plan=_long),
}
SESSION: Mapping[str, Input] = {
    "addressFamily": Input(Text(("ipv4", "ipv6")), "addressFamily", required=True, replaces=True),
    "amazonAddress": Input(Text(), "amazonAddress", replaces=True, computed=True),
    "customerAddress": Input(Text(), "customerAddress", replaces=True, computed=True),
    "bgpAuthKey": Input(Text(), "authKey", replaces=True, computed=True, secret=True),
}
SEEN: Mapping[str, Output] = {
    "amazonSideAsn": Output(member="amazonSideAsn"),
    "arn": Output(plan="arn:{partition}:directconnect:{region}:{account}:dxvif/{id}"),
    "awsDevice": Output(member="awsDeviceV2"),
}
JUMBO: Mapping[str, Output] = {"jumboFrameCapable": Output(Flag(), "jumboFrameCapable", plan=True)}


def found_interface(api: Api, identity: str) -> Values | None:
    """Return a virtual interface, for its owner as for the connection's owner."""
    return one(api, "DescribeVirtualInterfaces", "virtualInterfaces", virtualInterfaceId=identity)


def interface_arn(api: Api, found: Values) -> str:
    """Return the ARN of a virtual interface, in its owner's account."""
    place = f"{found['region']}:{found['ownerAccount']}"
    return f"arn:{api.place.partition}:directconnect:{place}:dxvif/{found['virtualInterfaceId']}"


def state_of(seen: Values) -> str:
    """Return the state of a virtual interface."""
    return str(seen["virtualInterfaceState"])


def end_interface(api: Api, identity: str) -> None:
    """Delete a virtual interface and wait until it is gone."""
    api("DeleteVirtualInterface", virtualInterfaceId=identity)
    api.wait_gone(lambda: found_interface(api, identity), state_of)


def new_interface(declared: type[ResourceType], inputs: Values, **more: Any) -> Values:
    """Return AWS's structure of a new virtual interface."""
    fields = {name: value for name, value in declared.request(inputs).items() if name != "connectionId"}
    if "asn" in fields and "asnLong" in fields:
        del fields["asn"]
    return {**fields, **{name: value for name, value in more.items() if value}}


class Interface(Tagged):
    """Base of the three types of virtual interface; not a resource type itself."""

    service = "directconnect"
    identity = "dxvif-{hex8}"
    tagged = True
    gone = MISSING
    # A VLAN is unique in a connection.
    delete_first = True
    operation: ClassVar[str]
    structure: ClassVar[str]
    pending: ClassVar[tuple[str, ...]] = ("pending",)

    def create(self, api: Api, inputs: Values) -> str:
        tags = tag_list(inputs.get("tagsAll") or {})
        prefixes = cidrs(inputs.get("routeFilterPrefixes"))
        new = new_interface(type(self), inputs, tags=tags, routeFilterPrefixes=prefixes)
        answer = api(self.operation, connectionId=inputs["connectionId"], **{self.structure: new})
        return str(answer.get("virtualInterface", answer)["virtualInterfaceId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self._wait(api, identity)

    def _wait(self, api: Api, identity: str) -> None:
        api.wait(lambda: found_interface(api, identity), state_of, ("available", "down", "testing"), self.pending)

    def read(self, api: Api, identity: str) -> Values | None:
        found = found_interface(api, identity)
        if found is None or state_of(found) in LEFT:
            return None
        state = {**self.state(found), "arn": interface_arn(api, found), "tagsAll": tag_map(found["tags"])}
        if "routeFilterPrefixes" in self.properties:
            state["routeFilterPrefixes"] = plain(found["routeFilterPrefixes"])
        return {
            name: value for name, value in state.items() if value != "" or name not in {"dxGatewayId", "vpnGatewayId"}
        }

    def delete(self, api: Api, identity: str, state: Values) -> None:
        end_interface(api, identity)


class Routed(Interface):
    """Base of private and transit virtual interfaces."""

    @updates("mtu", "sitelinkEnabled")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        """Update the attributes one by one: AWS takes one in each call."""
        for name, member in (("mtu", "mtu"), ("sitelinkEnabled", "enableSiteLink")):
            if inputs.get(name) != old.get(name):
                api("UpdateVirtualInterfaceAttributes", virtualInterfaceId=identity, **{member: inputs.get(name)})
        self._wait(api, identity)

    def create(self, api: Api, inputs: Values) -> str:
        identity = super().create(api, inputs)
        if inputs.get("sitelinkEnabled"):
            api("UpdateVirtualInterfaceAttributes", virtualInterfaceId=identity, enableSiteLink=True)
        return identity


class PrivateVirtualInterface(Routed):
    """A private virtual interface to a Direct Connect gateway or a virtual private gateway."""

    token = "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface"
    operation = "CreatePrivateVirtualInterface"
    structure = "newPrivateVirtualInterface"
    properties: ClassVar = {
        "name": Input(Text(), "virtualInterfaceName", replaces=True, named=100),
        "connectionId": Input(Text(), "connectionId", required=True, replaces=True),
        "vlan": VLAN,
        "dxGatewayId": Input(Text(), "directConnectGatewayId", replaces=True),
        "vpnGatewayId": Input(Text(), "virtualGatewayId", replaces=True),
        "mtu": Input(Number(), "mtu", default=1500),
        "sitelinkEnabled": Input(Flag(), default=False),
        **ASNS,
        **SESSION,
        **SEEN,
        **JUMBO,
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        if (inputs.get("dxGatewayId") is None) == (inputs.get("vpnGatewayId") is None):
            return [("dxGatewayId", "is required, or vpnGatewayId, and not both")]
        return []

    def read(self, api: Api, identity: str) -> Values | None:
        state = super().read(api, identity)
        return state and {**state, "sitelinkEnabled": linked(api, identity)}


class TransitVirtualInterface(Routed):
    """A transit virtual interface to a Direct Connect gateway with transit gateways."""

    token = "aws:directconnect/transitVirtualInterface:TransitVirtualInterface"
    operation = "CreateTransitVirtualInterface"
    structure = "newTransitVirtualInterface"
    properties: ClassVar = {
        "name": Input(Text(), "virtualInterfaceName", replaces=True, named=100),
        "connectionId": Input(Text(), "connectionId", required=True, replaces=True),
        "vlan": VLAN,
        "dxGatewayId": Input(Text(), "directConnectGatewayId", required=True, replaces=True),
        "mtu": Input(Number(), "mtu", default=1500),
        "sitelinkEnabled": Input(Flag(), default=False),
        **ASNS,
        **SESSION,
        **SEEN,
        **JUMBO,
    }

    def read(self, api: Api, identity: str) -> Values | None:
        state = super().read(api, identity)
        return state and {**state, "sitelinkEnabled": linked(api, identity)}


def linked(api: Api, identity: str) -> bool:
    """Return whether SiteLink is enabled on the virtual interface."""
    return bool((found_interface(api, identity) or {}).get("siteLinkEnabled"))


class PublicVirtualInterface(Interface):
    """A public virtual interface, to AWS's public addresses."""

    token = "aws:directconnect/publicVirtualInterface:PublicVirtualInterface"
    operation = "CreatePublicVirtualInterface"
    structure = "newPublicVirtualInterface"
    pending = ("verifying", "pending")
    properties: ClassVar = {
        "name": Input(Text(), "virtualInterfaceName", replaces=True, named=100),
        "connectionId": Input(Text(), "connectionId", required=True, replaces=True),
        "vlan": VLAN,
        "bgpAsn": Input(Number(1, 4294967294), "asn", required=True, replaces=True),
        "routeFilterPrefixes": Input(SetOf(), required=True, replaces=True),
        **SESSION,
        **SEEN,
    }
