"""Direct Connect. Interfaces need a far end, or their state never becomes available."""

import json
import secrets
import urllib.request
from typing import Any

from sandbox.gateway.internal_endpoints import HEADER
from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, SampleEnv, sample, some_account

PRIVATE = {
    "addressFamily": "ipv4",
    "bgpAsn": 65010,
    "amazonAddress": "169.254.101.2/30",
    "customerAddress": "169.254.101.1/30",
}
FILTERS = ["175.45.176.0/22", "210.52.109.0/24"]
PUBLIC = {
    "addressFamily": "ipv4",
    "bgpAsn": 65010,
    "amazonAddress": "175.45.176.1/28",
    "customerAddress": "175.45.176.2/28",
    "routeFilterPrefixes": FILTERS,
}


def lines_to(env: SampleEnv, count: int = 1) -> list[str]:
    """Add lines at EqDC2 to the data centre, each for a connection of the same name, and return the names."""
    names = [f"line-{secrets.token_hex(4)}" for _ in range(count)]
    lines = [
        {"name": name, "router": "dc-east", "location": "EqDC2", "bandwidth": "10Gbps", "interfaces": {}}
        for name in names
    ]
    body = json.dumps({"asn": 65010, "prefixes": ["10.0.0.0/12"], "lines": lines}).encode()
    headers = {HEADER: str(env.token)}
    url = f"{env.endpoint}/_causeway/datacentre"
    request = urllib.request.Request(url, data=body, method="PUT", headers=headers)  # noqa: S310 - the engine's own address
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
        assert answer.status == 200
    return names


def available_connection(env: SampleEnv) -> str:
    """Return the id of a connection whose line the data centre has connected."""
    (name,) = lines_to(env)
    made = env.make("aws:directconnect/connection:Connection", name=name, location="EqDC2", bandwidth="10Gbps")
    return str(made["id"])


def gateway_of(env: SampleEnv, asn: str = "64600") -> str:
    return str(env.make("aws:directconnect/gateway:Gateway", name="gateway", amazonSideAsn=asn)["id"])


def transit_gateway(env: SampleEnv, **inputs: Any) -> Values:
    return env.make("aws:ec2transitgateway/transitGateway:TransitGateway", amazonSideAsn=64520, **inputs)


def attached_vpn_gateway(env: SampleEnv, account: str | None = None) -> str:
    """Return the id of a virtual private gateway attached to a VPC."""
    ec2 = env.api("ec2", account)
    vpc = ec2("CreateVpc", CidrBlock="10.16.0.0/16")["Vpc"]["VpcId"]
    gateway = ec2("CreateVpnGateway", Type="ipsec.1", AmazonSideAsn=64512)["VpnGateway"]["VpnGatewayId"]
    ec2("AttachVpnGateway", VpcId=vpc, VpnGatewayId=gateway)
    return str(gateway)


@sample("aws:directconnect/connection:Connection")
def connection(_env: SampleEnv) -> Case:
    return Case(
        {"name": "line", "location": "EqDC2", "bandwidth": "10Gbps", "tags": {"a": "b"}},
        change=None,
        replace={"bandwidth": "1Gbps"},
    )


@sample("aws:directconnect/hostedConnection:HostedConnection")
def hosted_connection(env: SampleEnv) -> Case:
    return Case(
        {
            "name": "share",
            "connectionId": available_connection(env),
            "ownerAccountId": some_account(),
            "bandwidth": "1Gbps",
            "vlan": 300,
        },
        change=None,
        replace={"vlan": 301},
    )


@sample("aws:directconnect/connectionConfirmation:ConnectionConfirmation")
def connection_confirmation(env: SampleEnv) -> Case:
    owner = env.api("directconnect", some_account())
    parent = owner("CreateConnection", location="EqDC2", bandwidth="10Gbps", connectionName="parent")["connectionId"]
    one, other = (
        owner(
            "AllocateHostedConnection",
            connectionId=parent,
            ownerAccount=env.account,
            bandwidth="1Gbps",
            connectionName="share",
            vlan=vlan,
        )["connectionId"]
        for vlan in (300, 301)
    )
    return Case({"connectionId": one}, change=None, replace={"connectionId": other}, not_repeatable=True)


@sample("aws:directconnect/gateway:Gateway")
def gateway(_env: SampleEnv) -> Case:
    return Case({"name": "hub", "amazonSideAsn": "64601"}, change={"name": "hub-2"}, replace={"amazonSideAsn": "64602"})


@sample("aws:directconnect/gatewayAssociation:GatewayAssociation")
def gateway_association(env: SampleEnv) -> Case:
    return Case(
        {
            "dxGatewayId": gateway_of(env),
            "associatedGatewayId": transit_gateway(env)["id"],
            "allowedPrefixes": ["10.32.0.0/11", "10.17.0.0/20"],
        },
        change={"allowedPrefixes": ["10.32.0.0/11"]},
        replace={"dxGatewayId": gateway_of(env, "64602")},
    )


@sample("aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal")
def gateway_association_proposal(env: SampleEnv) -> Case:
    owner = some_account()
    made = env.api("directconnect", owner)(
        "CreateDirectConnectGateway", directConnectGatewayName="theirs", amazonSideAsn=64600
    )["directConnectGateway"]
    return Case(
        {
            "dxGatewayId": made["directConnectGatewayId"],
            "dxGatewayOwnerAccountId": owner,
            "associatedGatewayId": attached_vpn_gateway(env),
            "allowedPrefixes": ["10.16.0.0/16"],
        },
        change=None,
        replace={"allowedPrefixes": ["10.0.0.0/8"]},
    )


@sample("aws:directconnect/privateVirtualInterface:PrivateVirtualInterface")
def private_virtual_interface(env: SampleEnv) -> Case:
    return Case(
        {
            **PRIVATE,
            "name": "legacy",
            "vlan": 101,
            "connectionId": available_connection(env),
            "dxGatewayId": gateway_of(env),
            "bgpAuthKey": "a-shared-key",
        },
        change={"mtu": 8500, "sitelinkEnabled": True},
        replace={"vlan": 102},
    )


@sample("aws:directconnect/transitVirtualInterface:TransitVirtualInterface")
def transit_virtual_interface(env: SampleEnv) -> Case:
    return Case(
        {
            "addressFamily": "ipv4",
            "bgpAsnLong": "4200000001",
            "name": "transit",
            "vlan": 102,
            "connectionId": available_connection(env),
            "dxGatewayId": gateway_of(env),
        },
        change={"mtu": 8500},
        replace={"name": "other"},
    )


@sample("aws:directconnect/publicVirtualInterface:PublicVirtualInterface")
def public_virtual_interface(env: SampleEnv) -> Case:
    return Case(
        {**PUBLIC, "name": "public", "vlan": 103, "connectionId": available_connection(env)},
        change=None,
        replace={"vlan": 104},
    )


@sample("aws:directconnect/bgpPeer:BgpPeer")
def bgp_peer(env: SampleEnv) -> Case:
    made = env.make(
        "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface",
        **PRIVATE,
        name="legacy",
        vlan=101,
        connectionId=available_connection(env),
        dxGatewayId=gateway_of(env),
    )
    return Case(
        {"virtualInterfaceId": made["id"], "addressFamily": "ipv6", "bgpAsn": 65010},
        change=None,
        replace={"bgpAsn": 65011},
    )


@sample("aws:directconnect/hostedPrivateVirtualInterface:HostedPrivateVirtualInterface")
def hosted_private_virtual_interface(env: SampleEnv) -> Case:
    return Case(_hosted(env, PRIVATE), change=None, replace={"vlan": 102})


@sample("aws:directconnect/hostedTransitVirtualInterface:HostedTransitVirtualInterface")
def hosted_transit_virtual_interface(env: SampleEnv) -> Case:
    return Case(_hosted(env, PRIVATE), change=None, replace={"mtu": 8500})


@sample("aws:directconnect/hostedPublicVirtualInterface:HostedPublicVirtualInterface")
def hosted_public_virtual_interface(env: SampleEnv) -> Case:
    return Case(_hosted(env, PUBLIC), change=None, replace={"name": "other"})


def _hosted(env: SampleEnv, session: Values) -> Values:
    owner = some_account()
    return {
        **session,
        "name": "theirs",
        "vlan": 101,
        "connectionId": available_connection(env),
        "ownerAccountId": owner,
    }


@sample("aws:directconnect/hostedPrivateVirtualInterfaceAccepter:HostedPrivateVirtualInterfaceAccepter")
def hosted_private_virtual_interface_accepter(env: SampleEnv) -> Case:
    given, other = _allocated_interfaces(env, "AllocatePrivateVirtualInterface", "newPrivateVirtualInterfaceAllocation")
    inputs = {"virtualInterfaceId": given, "dxGatewayId": gateway_of(env), "tags": {"a": "b"}}
    return Case(inputs, change=None, replace={"virtualInterfaceId": other}, not_repeatable=True)


@sample("aws:directconnect/hostedTransitVirtualInterfaceAcceptor:HostedTransitVirtualInterfaceAcceptor")
def hosted_transit_virtual_interface_acceptor(env: SampleEnv) -> Case:
    given, other = _allocated_interfaces(env, "AllocateTransitVirtualInterface", "newTransitVirtualInterfaceAllocation")
    inputs = {"virtualInterfaceId": given, "dxGatewayId": gateway_of(env)}
    return Case(inputs, change=None, replace={"virtualInterfaceId": other}, not_repeatable=True)


@sample("aws:directconnect/hostedPublicVirtualInterfaceAccepter:HostedPublicVirtualInterfaceAccepter")
def hosted_public_virtual_interface_accepter(env: SampleEnv) -> Case:
    prefixes = [{"cidr": cidr} for cidr in FILTERS]
    given, other = _allocated_interfaces(
        env,
        "AllocatePublicVirtualInterface",
        "newPublicVirtualInterfaceAllocation",
        amazonAddress=PUBLIC["amazonAddress"],
        customerAddress=PUBLIC["customerAddress"],
        routeFilterPrefixes=prefixes,
    )
    return Case({"virtualInterfaceId": given}, change=None, replace={"virtualInterfaceId": other}, not_repeatable=True)


def _allocated_interfaces(env: SampleEnv, operation: str, structure: str, **more: Any) -> list[str]:
    """Return two interfaces that another account allocated to this one, on connections of its own."""
    api = env.api("directconnect", some_account())
    given = []
    for name in lines_to(env, 2):
        line = api("CreateConnection", location="EqDC2", bandwidth="10Gbps", connectionName=name)["connectionId"]
        new = {"virtualInterfaceName": "given", "vlan": 101, "asn": 65010, "addressFamily": "ipv4", **more}
        made = api(operation, connectionId=line, ownerAccount=env.account, **{structure: new})
        given.append(str(made.get("virtualInterface", made)["virtualInterfaceId"]))
    return given
