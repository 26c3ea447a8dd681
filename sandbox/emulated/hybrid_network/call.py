"""One call to Direct Connect or to a transit gateway."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.emulated.hybrid_network.direct_connect_model import DirectConnectState
from sandbox.emulated.hybrid_network.model import HybridNetwork, ResourceLookup
from sandbox.emulated.hybrid_network.transit_gateway_model import TransitNetwork
from sandbox.emulated.hybrid_network.vpn_model import VpnNetwork
from sandbox.emulated.service_call import ServiceCall


@dataclass(kw_only=True)
class HybridCall(ServiceCall[HybridNetwork]):
    """A call whose operation sees both services' state and the resources of others."""

    resources: ResourceLookup

    @property
    def direct_connect(self) -> DirectConnectState:
        """Return Direct Connect's state."""
        return self.state.direct_connect

    @property
    def transit(self) -> TransitNetwork:
        """Return the transit gateways' state."""
        return self.state.transit

    @property
    def vpn(self) -> VpnNetwork:
        """Return the state of VPN connections and their gateways."""
        return self.state.vpn

    def virtual_gateway_asns(self) -> dict[str, int]:
        """Return the ASN of each virtual private gateway, by its id."""
        return {id_: gateway.asn for id_, gateway in self.resources.virtual_gateways().items()}
