"""One line to the data centre: a dedicated connection and the two virtual interfaces on it.

The communities in its routers' announcements (7224:7100 to 7224:7300) set which line the data centre prefers for
incoming traffic: Direct Connect has no setting for it, so the data centre applies `preference`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from sandbox.estate import Interface, Line

type BgpKeys = Mapping[str, Mapping[str, str]]
"""Line -> interface (`legacy`, `transit`) -> key of its BGP session."""


@dataclass(frozen=True)
class LineArgs:
    """The line of the estate file, and the gateways of its interfaces."""

    line: Line
    customer_asn: int
    legacy_gateway: pulumi.Input[str]
    transit_gateway: pulumi.Input[str]
    """Both of Direct Connect."""
    keys: pulumi.Output[BgpKeys] | None = None
    """AWS generates one for an interface without."""


class DirectConnectLine(pulumi.ComponentResource):
    """A dedicated connection, with a private interface for the Legacy VPC and a transit interface for the hub."""

    def __init__(self, name: str, args: LineArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:Line", name, None, opts)
        self._args = args
        line = args.line
        connection = aws.directconnect.Connection(
            name, name=line.name, bandwidth=line.bandwidth, location=line.location, opts=self._connection_options()
        )
        # A VLAN is unique in a connection.
        child = pulumi.ResourceOptions(parent=self, delete_before_replace=True)
        aws.directconnect.PrivateVirtualInterface(
            f"{name}-legacy",
            dx_gateway_id=args.legacy_gateway,
            **self._interface("legacy", line.interfaces.legacy, connection),
            opts=child,
        )
        aws.directconnect.TransitVirtualInterface(
            f"{name}-transit",
            dx_gateway_id=args.transit_gateway,
            **self._interface("transit", line.interfaces.transit, connection),
            opts=child,
        )
        self.register_outputs({"connection": connection.id})

    def _connection_options(self) -> pulumi.ResourceOptions:
        if self._args.line.adopt is None:
            return pulumi.ResourceOptions(parent=self)
        # An adopted connection keeps the name it was ordered under, and is kept when the estate is destroyed.
        return pulumi.ResourceOptions(
            parent=self, import_=self._args.line.adopt, ignore_changes=["name", "tags"], retain_on_delete=True
        )

    def _interface(self, kind: str, interface: Interface, connection: aws.directconnect.Connection) -> dict[str, Any]:
        customer, amazon = interface.addresses
        inputs: dict[str, Any] = {
            "connection_id": connection.id,
            "name": interface.name or f"{self._args.line.name}-{kind}",
            "vlan": interface.vlan,
            "address_family": "ipv4",
            "bgp_asn": self._args.customer_asn,
            "customer_address": str(customer),
            "amazon_address": str(amazon),
        }
        if self._args.keys is not None:
            inputs["bgp_auth_key"] = self._args.keys.apply(lambda keys: keys.get(self._args.line.name, {}).get(kind))
        return inputs
