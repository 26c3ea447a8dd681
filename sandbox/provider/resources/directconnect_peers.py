"""Direct Connect: additional BGP peers of virtual interfaces."""

from typing import ClassVar

from sandbox.provider.api import Api
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.resources.directconnect import LEFT, MISSING
from sandbox.provider.resources.directconnect_interfaces import ASNS, SESSION, found_interface, new_interface, state_of
from sandbox.provider.value_types import Text
from sandbox.provider.values import Values


class BgpPeer(ResourceType):
    """A second BGP peer, of the other address family."""

    token = "aws:directconnect/bgpPeer:BgpPeer"
    service = "directconnect"
    identity = "{virtualInterfaceId}-{addressFamily}-{bgpAsnLong}"
    gone = MISSING
    # A virtual interface has one BGP peer of each address family.
    delete_first = True
    properties: ClassVar = {
        "virtualInterfaceId": Input(Text(), required=True, replaces=True),
        **ASNS,
        **SESSION,
        "awsDevice": Output(member="awsDeviceV2"),
        "bgpPeerId": Output(member="bgpPeerId", plan="dxpeer-{hex8}"),
        "bgpStatus": Output(member="bgpStatus", plan="down"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        interface, peer = inputs["virtualInterfaceId"], new_interface(type(self), inputs)
        api("CreateBGPPeer", virtualInterfaceId=interface, newBGPPeer=peer)
        return f"{interface}-{inputs['addressFamily']}-{peer.get('asnLong') or int(peer['asn'])}"

    def read(self, api: Api, identity: str) -> Values | None:
        interface, family, asn = identity.rsplit("-", 2)
        found = found_interface(api, interface)
        if found is None or state_of(found) in LEFT:
            return None
        for peer in found.get("bgpPeers") or []:
            if (peer["addressFamily"], str(peer["asnLong"])) == (family, asn):
                return {**self.state(peer), "virtualInterfaceId": interface}
        return None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteBGPPeer", virtualInterfaceId=state["virtualInterfaceId"], bgpPeerId=state["bgpPeerId"])
