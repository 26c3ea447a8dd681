"""EC2: VPN connections with their two tunnels, and static routes."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.planning import Plan
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import updates
from sandbox.provider.resources.ec2_base import Ec2Type, TaggedEc2Type
from sandbox.provider.value_types import Flag, ListOf, Moment, Number, SetOf, Text, ValueType
from sandbox.provider.values import Values

LOG_OPTIONS = Block(
    {
        "cloudwatchLogOptions": Input(
            Block(
                {
                    "bgpLogEnabled": Input(Flag(), "BgpLogEnabled", computed=True),
                    "bgpLogGroupArn": Input(Text(), "BgpLogGroupArn"),
                    "bgpLogOutputFormat": Input(Text(("json", "text")), "BgpLogOutputFormat", computed=True),
                    "logEnabled": Input(Flag(), "LogEnabled", computed=True),
                    "logGroupArn": Input(Text(), "LogGroupArn"),
                    "logOutputFormat": Input(Text(("json", "text")), "LogOutputFormat", computed=True),
                }
            ),
            "CloudWatchLogOptions",
        )
    }
)
TEXTS, NUMBERS = SetOf(Text(), member="Value"), SetOf(Number(), member="Value")
OPTIONS: Mapping[str, tuple[ValueType, str]] = {
    "DpdTimeoutAction": (Text(("clear", "none", "restart")), "DPDTimeoutAction"),
    "DpdTimeoutSeconds": (Number(30), "DPDTimeoutSeconds"),
    "EnableTunnelLifecycleControl": (Flag(), "EnableTunnelLifecycleControl"),
    "IkeVersions": (TEXTS, "IKEVersions"),
    "LogOptions": (LOG_OPTIONS, "LogOptions"),
    "Phase1DhGroupNumbers": (NUMBERS, "Phase1DHGroupNumbers"),
    "Phase1EncryptionAlgorithms": (TEXTS, "Phase1EncryptionAlgorithms"),
    "Phase1IntegrityAlgorithms": (TEXTS, "Phase1IntegrityAlgorithms"),
    "Phase1LifetimeSeconds": (Number(900, 28800), "Phase1LifetimeSeconds"),
    "Phase2DhGroupNumbers": (NUMBERS, "Phase2DHGroupNumbers"),
    "Phase2EncryptionAlgorithms": (TEXTS, "Phase2EncryptionAlgorithms"),
    "Phase2IntegrityAlgorithms": (TEXTS, "Phase2IntegrityAlgorithms"),
    "Phase2LifetimeSeconds": (Number(900, 3600), "Phase2LifetimeSeconds"),
    "PresharedKey": (Text(), "PreSharedKey"),
    "RekeyFuzzPercentage": (Number(0, 100), "RekeyFuzzPercentage"),
    "RekeyMarginTimeSeconds": (Number(60), "RekeyMarginTimeSeconds"),
    "ReplayWindowSize": (Number(64, 2048), "ReplayWindowSize"),
    "StartupAction": (Text(("add", "start")), "StartupAction"),
}
"""Property of a tunnel, after `tunnel1` -> its type, and the member of the request; what AWS chooses is kept."""
RANGES = {"InsideCidr": "TunnelInsideCidr", "InsideIpv6Cidr": "TunnelInsideIpv6Cidr"}
ANSWERED = {
    "DPDTimeoutAction": "DpdTimeoutAction",
    "DPDTimeoutSeconds": "DpdTimeoutSeconds",
    "IKEVersions": "IkeVersions",
}
"""Member of a request -> of a response, where EC2 writes them differently."""
CHANGED_IN_PLACE = {number: tuple(f"tunnel{number}{name}" for name in OPTIONS) for number in (1, 2)}
SELECTORS = {
    "localIpv4NetworkCidr": "LocalIpv4NetworkCidr",
    "localIpv6NetworkCidr": "LocalIpv6NetworkCidr",
    "remoteIpv4NetworkCidr": "RemoteIpv4NetworkCidr",
    "remoteIpv6NetworkCidr": "RemoteIpv6NetworkCidr",
}
GATEWAYS = {
    "customerGatewayId": "CustomerGatewayId",
    "transitGatewayId": "TransitGatewayId",
    "vpnGatewayId": "VpnGatewayId",
}
ROUTE = Block(
    {
        "destinationCidrBlock": Input(Text(), "DestinationCidrBlock"),
        "source": Input(Text(), "Source"),
        "state": Input(Text(), "State"),
    }
)
TELEMETRY = Block(
    {
        "acceptedRouteCount": Input(Number(), "AcceptedRouteCount"),
        "certificateArn": Input(Text(), "CertificateArn"),
        "lastStatusChange": Input(Moment(), "LastStatusChange"),
        "outsideIpAddress": Input(Text(), "OutsideIpAddress"),
        "status": Input(Text(), "Status"),
        "statusMessage": Input(Text(), "StatusMessage"),
    }
)


def _everything(version: str, cidr: str) -> Callable[[Plan], str | None]:
    """Return the plan of a traffic selector, which lets everything of the tunnels' IP version pass."""

    def plan(plan: Plan) -> str | None:
        return cidr if (plan.values.get("tunnelInsideIpVersion") or "ipv4") == version else None

    return plan


def _tunnel(number: int) -> dict[str, Input | Output]:
    """Return the properties of tunnel 1 or 2."""
    start = f"tunnel{number}"
    inputs: dict[str, Input | Output] = {
        f"{start}{name}": Input(kind, computed=True, plan=None, secret=name == "PresharedKey")
        for name, (kind, _) in OPTIONS.items()
    }
    inputs[f"{start}PresharedKey"] = Input(Text(), computed=True, secret=True)
    inputs[f"{start}InsideCidr"] = Input(Text(), computed=True, replaces=True)
    inputs[f"{start}InsideIpv6Cidr"] = Input(Text(), computed=True, replaces=True, plan=None)
    outputs = ("Address", "BgpAsn", "CgwInsideAddress", "VgwInsideAddress")
    return inputs | {f"{start}{name}": Output() for name in outputs} | {f"{start}BgpHoldtime": Output(Number())}


class VpnConnection(TaggedEc2Type):
    """A Site-to-Site VPN connection."""

    token = "aws:ec2/vpnConnection:VpnConnection"
    identity = "vpn-{hex17}"
    tag_kind = "vpn-connection"
    listing = ("DescribeVpnConnections", "VpnConnections", "VpnConnectionIds")
    # Two connections of the same gateways are one.
    delete_first = True
    properties: ClassVar = {
        "customerGatewayId": Input(Text(), "CustomerGatewayId", required=True),
        "type": Input(Text(("ipsec.1",)), "Type", required=True, replaces=True),
        "transitGatewayId": Input(Text(), "TransitGatewayId"),
        "vpnGatewayId": Input(Text(), "VpnGatewayId"),
        "enableAcceleration": Input(Flag(), computed=True, replaces=True, plan=False),
        "localIpv4NetworkCidr": Input(Text(), computed=True, plan=_everything("ipv4", "0.0.0.0/0")),
        "localIpv6NetworkCidr": Input(Text(), computed=True, plan=_everything("ipv6", "::/0")),
        "remoteIpv4NetworkCidr": Input(Text(), computed=True, plan=_everything("ipv4", "0.0.0.0/0")),
        "remoteIpv6NetworkCidr": Input(Text(), computed=True, plan=_everything("ipv6", "::/0")),
        "outsideIpAddressType": Input(
            Text(("PublicIpv4", "PrivateIpv4", "Ipv6")), computed=True, replaces=True, plan="PublicIpv4"
        ),
        "staticRoutesOnly": Input(Flag(), computed=True, replaces=True, plan=False),
        "transportTransitGatewayAttachmentId": Input(Text(), replaces=True),
        "tunnelBandwidth": Input(Text(("standard", "large")), replaces=True, computed=True, plan=None),
        "tunnelInsideIpVersion": Input(Text(("ipv4", "ipv6")), computed=True, replaces=True, plan="ipv4"),
        **_tunnel(1),
        **_tunnel(2),
        "arn": Output(plan="arn:{partition}:ec2:{region}:{account}:vpn-connection/{id}"),
        "coreNetworkArn": Output(plan=None),
        "coreNetworkAttachmentArn": Output(plan=None),
        "customerGatewayConfiguration": Output(member="CustomerGatewayConfiguration", secret=True),
        "presharedKeyArn": Output(plan=None),
        "routes": Output(ListOf(ROUTE), "Routes"),
        "transitGatewayAttachmentId": Output(),
        "vgwTelemetries": Output(ListOf(TELEMETRY), "VgwTelemetry"),
    }

    def check(self, inputs: Values) -> list[tuple[str, str]]:
        if inputs.get("transitGatewayId") and inputs.get("vpnGatewayId"):
            return [("transitGatewayId", "is given beside vpnGatewayId; give one of them")]
        return []

    def replacement_inputs(self, old: Values, new: Values) -> set[str]:
        """Return the gateways where a connection would lose its gateway, which AWS does not offer."""
        names = ("transitGatewayId", "vpnGatewayId")
        had = {name for name in names if old.get(name)}
        return had if had and not any(new.get(name) for name in names) else set()

    def create(self, api: Api, inputs: Values) -> str:
        names = (
            *SELECTORS,
            "enableAcceleration",
            "outsideIpAddressType",
            "staticRoutesOnly",
            "transportTransitGatewayAttachmentId",
            "tunnelBandwidth",
            "tunnelInsideIpVersion",
        )
        options = {name[0].upper() + name[1:]: inputs[name] for name in names if inputs.get(name) is not None}
        options["TunnelOptions"] = [_tunnel_request(inputs, number) for number in (1, 2)]
        made = api(
            "CreateVpnConnection", **self.request(inputs), Options=options, TagSpecifications=self.tags_of(inputs)
        )
        return str(made["VpnConnection"]["VpnConnectionId"])

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        self._settled(api, identity)

    def _settled(self, api: Api, identity: str) -> None:
        coming = ("pending", "modifying")
        api.wait(lambda: self.look(api, identity), lambda found: str(found["State"]), ("available",), coming)

    def more(self, api: Api, identity: str, found: dict[str, Any]) -> Values:
        place, options = api.place, found["Options"]
        state: Values = {"arn": f"arn:{place.partition}:ec2:{place.region}:{place.account}:vpn-connection/{identity}"}
        names = (*SELECTORS, "enableAcceleration", "outsideIpAddressType", "staticRoutesOnly", "tunnelInsideIpVersion")
        for name in (*names, "transportTransitGatewayAttachmentId", "tunnelBandwidth"):
            if (value := options.get(name[0].upper() + name[1:])) is not None:
                state[name] = value
        for number, tunnel in enumerate(options.get("TunnelOptions") or (), start=1):
            state |= _tunnel_state(tunnel, number)
        state |= _configured(found.get("CustomerGatewayConfiguration"))
        if found.get("TransitGatewayId"):
            state["transitGatewayAttachmentId"] = _attachment(api, identity)
        return state

    @updates(*GATEWAYS)
    def change_gateway(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        for name, member in GATEWAYS.items():
            if inputs.get(name) and inputs[name] != old.get(name):
                api("ModifyVpnConnection", VpnConnectionId=identity, **{member: inputs[name]})
                self._settled(api, identity)

    @updates(*SELECTORS)
    def change_selectors(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        changed = {
            member: inputs[name]
            for name, member in SELECTORS.items()
            if inputs.get(name) is not None and inputs[name] != old.get(name)
        }
        if changed:
            api("ModifyVpnConnectionOptions", VpnConnectionId=identity, **changed)
            self._settled(api, identity)

    @updates(*CHANGED_IN_PLACE[1])
    def change_first_tunnel(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self._change_tunnel(api, identity, inputs, old, 1)

    @updates(*CHANGED_IN_PLACE[2])
    def change_second_tunnel(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        self._change_tunnel(api, identity, inputs, old, 2)

    def _change_tunnel(self, api: Api, identity: str, inputs: Values, old: Values, number: int) -> None:
        changed = {
            member: kind.encode(inputs[name])
            for suffix, (kind, member) in OPTIONS.items()
            if inputs.get(name := f"tunnel{number}{suffix}") is not None and not kind.same(inputs[name], old.get(name))
        }
        found = self.look(api, identity) if changed else None
        if found is not None:
            api(
                "ModifyVpnTunnelOptions",
                VpnConnectionId=identity,
                VpnTunnelOutsideIpAddress=found["Options"]["TunnelOptions"][number - 1]["OutsideIpAddress"],
                TunnelOptions=changed,
            )
            self._settled(api, identity)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteVpnConnection", VpnConnectionId=identity)
        api.wait_gone(lambda: self.look(api, identity), lambda found: str(found["State"]))


class VpnConnectionRoute(Ec2Type):
    """A static route of a VPN connection on a virtual private gateway."""

    token = "aws:ec2/vpnConnectionRoute:VpnConnectionRoute"
    identity = "{destinationCidrBlock}:{vpnConnectionId}"
    properties: ClassVar = {
        "destinationCidrBlock": Input(Text(), "DestinationCidrBlock", required=True, replaces=True),
        "vpnConnectionId": Input(Text(), "VpnConnectionId", required=True, replaces=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        api("CreateVpnConnectionRoute", **self.request(inputs))
        return f"{inputs['destinationCidrBlock']}:{inputs['vpnConnectionId']}"

    def _found(self, api: Api, identity: str) -> Values | None:
        cidr, _, connection = identity.rpartition(":")
        listed = api.find("DescribeVpnConnections", VpnConnectionIds=[connection])
        for found in (listed or {}).get("VpnConnections") or []:
            for route in found.get("Routes") or []:
                if route["DestinationCidrBlock"] == cidr and route["State"] not in {"deleting", "deleted"}:
                    return dict(route)
        return None

    def complete(self, api: Api, identity: str, inputs: Values) -> None:
        coming = ("pending",)
        api.wait(lambda: self._found(api, identity), lambda found: str(found["State"]), ("available",), coming)

    def read(self, api: Api, identity: str) -> Values | None:
        cidr, _, connection = identity.rpartition(":")
        return {"destinationCidrBlock": cidr, "vpnConnectionId": connection} if self._found(api, identity) else None

    def delete(self, api: Api, identity: str, state: Values) -> None:
        cidr, _, connection = identity.rpartition(":")
        api("DeleteVpnConnectionRoute", VpnConnectionId=connection, DestinationCidrBlock=cidr)
        api.wait_gone(lambda: self._found(api, identity), lambda found: str(found["State"]))


def _tunnel_request(inputs: Values, number: int) -> Values:
    request = {
        member: kind.encode(inputs[name])
        for suffix, (kind, member) in OPTIONS.items()
        if inputs.get(name := f"tunnel{number}{suffix}") is not None
    }
    ranges = {
        member: inputs[name] for suffix, member in RANGES.items() if inputs.get(name := f"tunnel{number}{suffix}")
    }
    return request | ranges


def _tunnel_state(tunnel: Values, number: int) -> Values:
    state: Values = {f"tunnel{number}Address": tunnel.get("OutsideIpAddress", "")}
    for suffix, member in RANGES.items():
        if tunnel.get(member):
            state[f"tunnel{number}{suffix}"] = tunnel[member]
    for suffix, (kind, member) in OPTIONS.items():
        if (value := tunnel.get(ANSWERED.get(member, member))) is not None:
            state[f"tunnel{number}{suffix}"] = kind.decode(value)
    return state


def _configured(configuration: str | None) -> Values:
    """Return what the configuration for the customer's device adds: inside addresses and BGP."""
    state: Values = {}
    if not configuration or not configuration.startswith("<?xml"):
        return state
    for number, tunnel in enumerate(ET.fromstring(configuration).findall("ipsec_tunnel"), start=1):  # noqa: S314 - of the service itself
        for name, path in (
            ("CgwInsideAddress", "customer_gateway/tunnel_inside_address/ip_address"),
            ("VgwInsideAddress", "vpn_gateway/tunnel_inside_address/ip_address"),
            ("BgpAsn", "vpn_gateway/bgp/asn"),
        ):
            if text := tunnel.findtext(path):
                state[f"tunnel{number}{name}"] = text
        if text := tunnel.findtext("vpn_gateway/bgp/hold_time"):
            state[f"tunnel{number}BgpHoldtime"] = int(text)
    return state


def _attachment(api: Api, connection: str) -> str:
    wanted = {"resource-id": connection, "resource-type": "vpn"}
    listed = api.find(
        "DescribeTransitGatewayAttachments",
        Filters=[{"Name": name, "Values": [value]} for name, value in wanted.items()],
    )
    found = (listed or {}).get("TransitGatewayAttachments") or []
    return str(found[0]["TransitGatewayAttachmentId"]) if found else ""
