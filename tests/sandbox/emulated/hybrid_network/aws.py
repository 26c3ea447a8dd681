"""AWS without an engine: the operations, a clock that tests set, and resources of EC2 and RAM."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import botocore.session

import sandbox.emulated.directconnect
import sandbox.emulated.ec2
from sandbox.datacentre.model import DataCentre, Interface, Line
from sandbox.datacentre.routers import Routers
from sandbox.datacentre.vpn.far_end import VpnDevices
from sandbox.datacentre.vpn.model import Device, Devices
from sandbox.emulated.directconnect.call import DirectConnectCall
from sandbox.emulated.ec2.call import Ec2Call
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.direct_connect_model import AssociatedGateway
from sandbox.emulated.hybrid_network.model import HybridNetwork, PrefixList, Vpc, associated
from sandbox.emulated.hybrid_network.progress import advance
from sandbox.emulated.hybrid_network.vpn_model import LEAVING, VirtualGateway
from sandbox.emulated.input_check import check_types
from sandbox.emulated.operation import MARK, Operation
from sandbox.emulated.shape_check import violations

NETWORK = "111111111111"
LEGACY = "222222222222"
OTHER = "333333333333"
HOME = "us-east-1"


NEEDS_THE_ENGINE = {"declaration", "monitor"}
EC2_MODULES = ("transit_gateway", "customer_gateway", "virtual_gateway", "vpn_connection", "tag_changes")
"""Beginnings of the names of EC2's modules whose operations see this package's state alone."""


def _operations() -> dict[str, tuple[type[HybridCall], Operation]]:
    found: dict[str, tuple[type[HybridCall], Operation]] = {}
    for package, start, kind in (
        (sandbox.emulated.directconnect, "", DirectConnectCall),
        (
            sandbox.emulated.ec2,
            ("transit_gateway", "customer_gateway", "virtual_gateway", "vpn_connection", "tag_changes"),
            Ec2Call,
        ),
    ):
        for info in pkgutil.iter_modules(package.__path__):
            if info.name.startswith(start) and info.name not in NEEDS_THE_ENGINE:
                module = importlib.import_module(f"{package.__name__}.{info.name}")
                for function in vars(module).values():
                    found.update(dict.fromkeys(getattr(function, MARK, ()), (kind, function)))
    assert found
    return found


OPERATIONS = _operations()


_SESSION = botocore.session.get_session()
MODELS: dict[type[HybridCall], Any] = {
    DirectConnectCall: _SESSION.get_service_model("directconnect"),
    Ec2Call: _SESSION.get_service_model("ec2"),
}


def _check_response(shape: Any, response: Any, path: str) -> None:
    """Assert that a response has no member that the API lacks, and no value of another type."""
    assert not [each for each in violations(shape, response) if each.limit == "TYPE"], path
    if shape.type_name == "structure":
        assert not set(response) - set(shape.members), f"{path}: {set(response) - set(shape.members)}"
        for member, value in response.items():
            if value is not None:
                _check_response(shape.members[member], value, f"{path}.{member}")
    elif shape.type_name == "list":
        for value in response:
            _check_response(shape.member, value, path)


@dataclass
class KnownResources:
    """Resources of EC2 and RAM, as a test sets them."""

    gateways: dict[str, AssociatedGateway] = field(default_factory=dict)
    vpcs: dict[tuple[str, str], Vpc] = field(default_factory=dict)
    shares: set[tuple[str, str]] = field(default_factory=set)
    given: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    prefix_lists: dict[tuple[str, str], PrefixList] = field(default_factory=dict)
    objects: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    virtual: dict[str, VirtualGateway] = field(default_factory=dict)
    """Those that CreateVpnGateway made."""

    def virtual_gateways(self) -> Mapping[str, AssociatedGateway]:
        made = {id_: associated(it, self._ranges(it)) for id_, it in self.virtual.items()}
        return self.gateways | made

    def _ranges(self, gateway: VirtualGateway) -> tuple[str, ...]:
        found = self.vpcs.get((gateway.owner, gateway.vpc or ""))
        return found.cidrs if found else ()

    def publish_virtual_gateway(self, gateway: VirtualGateway) -> None:
        self.virtual[gateway.id] = gateway
        if gateway.state in LEAVING:
            del self.virtual[gateway.id]

    def put_object(self, account: str, region: str, bucket: str, key: str, body: bytes) -> None:
        assert region
        self.objects[account, bucket, key] = body

    def prefix_list(self, account: str, region: str, prefix_list: str) -> PrefixList | None:
        assert region
        return self.prefix_lists.get((account, prefix_list))

    def vpc(self, account: str, region: str, vpc: str) -> Vpc | None:
        return self.vpcs.get((account, vpc)) if region == HOME else None

    def shared_with(self, arn: str, account: str) -> bool:
        return (arn, account) in self.shares

    def tags(self, account: str, region: str, resource: str) -> dict[str, str]:
        assert region
        return self.given.get((account, resource), {})

    def tag(self, account: str, region: str, resource: str, tags: Mapping[str, str]) -> None:
        assert region
        self.given.setdefault((account, resource), {}).update(tags)

    def untag(self, account: str, region: str, resource: str, keys: Iterable[str]) -> None:
        assert region
        for key in keys:
            self.given[account, resource].pop(key)


@dataclass
class Aws:
    """AWS without an engine."""

    network: HybridNetwork = field(default_factory=HybridNetwork)
    resources: KnownResources = field(default_factory=KnownResources)
    now: float = 1_000_000.0
    numbers: Any = field(default_factory=itertools.count)

    def run(self, account: str, operation: str, /, *, region: str = HOME, **request: Any) -> dict[str, Any]:
        """Run an operation as an account; return its response."""
        kind, function = OPERATIONS[operation]
        call = self.call(account, region, kind, request)
        self.advance()
        model = MODELS[kind].operation_model(operation)
        check_types(call, model)
        response = function(call)
        for step in call.afterwards:
            step()
        if model.output_shape is not None:
            _check_response(model.output_shape, response, operation)
        self.advance()
        return response

    def call(
        self,
        account: str = NETWORK,
        region: str = HOME,
        kind: type[HybridCall] = HybridCall,
        request: dict[str, Any] | None = None,
    ) -> HybridCall:
        return kind(
            account=account,
            region=region,
            request=request or {},
            open_state=lambda _call: nullcontext(self.network),
            resources=self.resources,
            clock=lambda: datetime.fromtimestamp(self.now, UTC),
            token=self.token,
        )

    def token(self, digits: int) -> str:
        return f"{next(self.numbers):0{digits}x}"

    def advance(self) -> None:
        advance(self.network, self.resources, self.now, self.token)

    def wait(self, seconds: float = 2.0) -> None:
        """Advance the clock, and the state every tenth of a second."""
        for _ in range(int(seconds * 10)):
            self.now += 0.1
            self.advance()

    def data_centre(self, *lines: Line, asn: int = 65010, prefixes: tuple[str, ...] = ("10.0.0.0/12",)) -> None:
        """Set the data centre."""
        self.network.direct_connect.far_end = Routers((DataCentre(asn=asn, prefixes=prefixes, lines=lines),))

    def connection(self, name: str = "line-east", account: str = NETWORK, **request: Any) -> str:
        """Create a connection; return its id."""
        values = {"location": "EqDC2", "bandwidth": "10Gbps", "connectionName": name} | request
        return str(self.run(account, "CreateConnection", **values)["connectionId"])

    def gateway(self, asn: int = 64600, account: str = NETWORK) -> str:
        """Create a Direct Connect gateway; return its id."""
        made = self.run(account, "CreateDirectConnectGateway", directConnectGatewayName="gateway", amazonSideAsn=asn)
        return str(made["directConnectGateway"]["directConnectGatewayId"])

    def private(self, connection: str, gateway: str, account: str = NETWORK, **changes: Any) -> str:
        """Create a private interface that matches `line()`; return its id."""
        made = self.run(
            account,
            "CreatePrivateVirtualInterface",
            connectionId=connection,
            newPrivateVirtualInterface=interface_request(101) | {"directConnectGatewayId": gateway} | changes,
        )
        return str(made["virtualInterfaceId"])

    def transit(self, connection: str, gateway: str, account: str = NETWORK, **changes: Any) -> str:
        """Create a transit interface that matches `line()`; return its id."""
        made = self.run(
            account,
            "CreateTransitVirtualInterface",
            connectionId=connection,
            newTransitVirtualInterface=interface_request(102) | {"directConnectGatewayId": gateway} | changes,
        )
        return str(made["virtualInterface"]["virtualInterfaceId"])

    def interface(self, id_: str, account: str = NETWORK) -> dict[str, Any]:
        """Return the interface as the account describes it."""
        found = self.run(account, "DescribeVirtualInterfaces", virtualInterfaceId=id_)["virtualInterfaces"]
        return dict(found[0])

    def state(self, connection: str, account: str = NETWORK) -> str:
        """Return the state of a connection."""
        found = self.run(account, "DescribeConnections", connectionId=connection)["connections"]
        return str(found[0]["connectionState"])

    def virtual_gateway(self, account: str = LEGACY, cidr: str = "10.16.0.0/16", **changes: Any) -> str:
        """Add a virtual private gateway of a VPC; return its id."""
        id_ = f"vgw-{next(self.numbers):017x}"
        values: dict[str, Any] = {"owner": account, "region": HOME, "asn": 64512, "vpc": "vpc-1", "cidrs": (cidr,)}
        self.resources.gateways[id_] = AssociatedGateway(id=id_, type="virtualPrivateGateway", **(values | changes))
        return id_

    def devices(self, *devices: Device) -> None:
        """Set the devices behind VPN connections and Connect peers."""
        self.network.vpn.far_end = VpnDevices(Devices(devices))

    def customer_gateway(self, address: str = "198.51.100.40", asn: int = 65040, account: str = NETWORK) -> str:
        """Create a customer gateway; return its id."""
        made = self.run(account, "CreateCustomerGateway", Type="ipsec.1", IpAddress=address, BgpAsn=asn)
        return str(made["CustomerGateway"]["CustomerGatewayId"])

    def vpn_gateway(self, vpc: str | None = None, account: str = NETWORK) -> str:
        """Create a virtual private gateway by EC2's API, attached to a VPC where one is given; return its id."""
        id_ = str(self.run(account, "CreateVpnGateway", Type="ipsec.1")["VpnGateway"]["VpnGatewayId"])
        if vpc:
            self.run(account, "AttachVpnGateway", VpnGatewayId=id_, VpcId=vpc)
        self.wait(0.3)
        return id_

    def vpn(self, customer: str, account: str = NETWORK, **request: Any) -> str:
        """Create a VPN connection and wait until it is available; return its id."""
        made = self.run(account, "CreateVpnConnection", Type="ipsec.1", CustomerGatewayId=customer, **request)
        self.wait(0.3)
        return str(made["VpnConnection"]["VpnConnectionId"])

    def vpn_connection(self, id_: str, account: str = NETWORK) -> dict[str, Any]:
        """Return the VPN connection as the account describes it."""
        return dict(self.run(account, "DescribeVpnConnections", VpnConnectionIds=[id_])["VpnConnections"][0])

    def transit_gateway(self, account: str = NETWORK, asn: int = 64520, **options: Any) -> str:
        """Create a transit gateway and wait until it is available; return its id."""
        made = self.run(account, "CreateTransitGateway", Options={"AmazonSideAsn": asn} | options)
        self.wait(0.5)
        return str(made["TransitGateway"]["TransitGatewayId"])

    def vpc(self, account: str, id_: str, *cidrs: str) -> None:
        """Add a VPC with a subnet in each of two zones: `<id>-a`, `<id>-b`."""
        self.resources.vpcs[account, id_] = Vpc(cidrs=cidrs, zone_of_subnet={f"{id_}-a": "az1", f"{id_}-b": "az2"})

    def attach(self, account: str, gateway: str, vpc: str) -> str:
        """Attach a VPC; return the attachment's id."""
        made = self.run(
            account, "CreateTransitGatewayVpcAttachment", TransitGatewayId=gateway, VpcId=vpc, SubnetIds=[f"{vpc}-a"]
        )
        return str(made["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"])

    def peer(self, gateway: str, other: str, account: str = NETWORK, region: str = HOME, *, accept: bool = True) -> str:
        """Peer a gateway of the network account with another one, and accept; return the attachment's id."""
        made = self.run(
            NETWORK,
            "CreateTransitGatewayPeeringAttachment",
            TransitGatewayId=gateway,
            PeerTransitGatewayId=other,
            PeerAccountId=account,
            PeerRegion=region,
        )["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"]
        self.wait(0.3)
        if accept:
            request = {"TransitGatewayAttachmentId": made}
            self.run(account, "AcceptTransitGatewayPeeringAttachment", region=region, **request)
            self.wait(0.5)
        return str(made)

    def connect(self, transport: str, account: str = NETWORK) -> str:
        """Create a Connect attachment over another attachment; return its id."""
        made = self.run(
            account,
            "CreateTransitGatewayConnect",
            TransportTransitGatewayAttachmentId=transport,
            Options={"Protocol": "gre"},
        )
        self.wait(0.3)
        return str(made["TransitGatewayConnect"]["TransitGatewayAttachmentId"])

    def connect_peer(self, connect: str, account: str = NETWORK, **changes: Any) -> str:
        """Create a Connect peer; return its id."""
        request: dict[str, Any] = {"PeerAddress": "10.40.0.9", "InsideCidrBlocks": ["169.254.10.0/29"]} | changes
        made = self.run(account, "CreateTransitGatewayConnectPeer", TransitGatewayAttachmentId=connect, **request)
        self.wait(0.3)
        return str(made["TransitGatewayConnectPeer"]["TransitGatewayConnectPeerId"])

    def share(self, gateway: str, account: str) -> None:
        """Share a transit gateway of the network account."""
        self.resources.shares.add((f"arn:aws:ec2:{HOME}:{NETWORK}:transit-gateway/{gateway}", account))


def interface_request(vlan: int) -> dict[str, Any]:
    """Return the request for an interface that matches `line()`."""
    return {
        "virtualInterfaceName": f"vlan-{vlan}",
        "vlan": vlan,
        "asn": 65010,
        "amazonAddress": f"169.254.{vlan}.2/30",
        "customerAddress": f"169.254.{vlan}.1/30",
    }


def interface(vlan: int, amazon_asn: int, /, **changes: Any) -> Interface:
    """Return the data centre's side of an interface."""
    values: dict[str, Any] = {
        "vlan": vlan,
        "customer_address": f"169.254.{vlan}.1/30",
        "amazon_address": f"169.254.{vlan}.2/30",
        "amazon_asn": amazon_asn,
        "key": None,
        "ipv6": None,
    }
    return Interface(**(values | changes))


def line(name: str = "line-east", **changes: Any) -> Line:
    """Return a line with two interfaces: VLAN 101 to ASN 64600, VLAN 102 to ASN 64601."""
    values: dict[str, Any] = {
        "name": name,
        "router": "dc-east",
        "location": "EqDC2",
        "bandwidth": "10Gbps",
        "preference": "high",
        "interfaces": {"legacy": interface(101, 64600), "transit": interface(102, 64601)},
    }
    return Line(**(values | changes))


def device(address: str = "198.51.100.40", asn: int = 65040, **changes: Any) -> Device:
    """Return the far end of the customer gateway that `Aws.customer_gateway` makes."""
    values: dict[str, Any] = {
        "name": f"device-{address}",
        "address": address,
        "certificate": "",
        "asn": asn,
        "prefixes": ("10.0.0.0/12",),
    }
    return Device(**(values | changes))
