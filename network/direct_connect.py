"""The lines, and the two Direct Connect gateways.

Two gateways, because one cannot serve virtual private gateways and transit gateways.
"""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from network.connection import BgpKeys, DirectConnectLine, LineArgs
from sandbox.estate import Estate, Gateway


@dataclass(frozen=True)
class DirectConnectArgs:
    """The estate, and the BGP keys from the stack's configuration."""

    estate: Estate
    keys: pulumi.Output[BgpKeys] | None = None


class DirectConnect(pulumi.ComponentResource):
    """The Direct Connect resources of the network account."""

    def __init__(self, name: str, args: DirectConnectArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:DirectConnect", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        datacentre = args.estate.datacentre
        legacy = self._gateway("legacy", datacentre.gateways.legacy)
        transit = self._gateway("transit", datacentre.gateways.transit)
        for line in datacentre.lines:
            line_args = LineArgs(line, datacentre.asn, legacy.id, transit.id, args.keys)
            DirectConnectLine(line.name, line_args, opts=child)
        self.legacy_gateway = legacy.id
        self.transit_gateway = transit.id
        self.register_outputs({"legacy_gateway": legacy.id, "transit_gateway": transit.id})

    def _gateway(self, kind: str, gateway: Gateway) -> aws.directconnect.Gateway:
        return aws.directconnect.Gateway(
            kind,
            name=gateway.name or kind,
            amazon_side_asn=str(gateway.asn),
            opts=pulumi.ResourceOptions(parent=self),
        )
