"""Tests of `sandbox.snapshot.network.plan.direct_connect`, with the reference estate as the far end."""

from __future__ import annotations

import shutil
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from sandbox.origin import Origin
from tests.sandbox.snapshot.network.plan.network_plans import VPC, ReadNetwork, made, only, urn, vpc
from tests.sandbox.snapshot.plan.plans import MANAGEMENT, MEMBER, PlanResource

MODULE = "aws:directconnect"
CONNECTION, GATEWAY = f"{MODULE}/connection:Connection", f"{MODULE}/gateway:Gateway"
PRIVATE = f"{MODULE}/privateVirtualInterface:PrivateVirtualInterface"
HOSTED = f"{MODULE}/hostedPrivateVirtualInterface:HostedPrivateVirtualInterface"
HOSTED_ACCEPTER = f"{MODULE}/hostedPrivateVirtualInterfaceAccepter:HostedPrivateVirtualInterfaceAccepter"
ASSOCIATION = f"{MODULE}/gatewayAssociation:GatewayAssociation"
PROPOSAL = f"{MODULE}/gatewayAssociationProposal:GatewayAssociationProposal"
VPN_GATEWAY = "aws:ec2/vpnGateway:VpnGateway"
SESSION = {
    "vlan": 101,
    "addressFamily": "ipv4",
    "bgpAsn": 65010,
    "customerAddress": "169.254.101.1/30",
    "amazonAddress": "169.254.101.2/30",
}


@pytest.fixture(autouse=True)
def estate(tmp_path: Path) -> None:
    """Put the reference estate's file beside the program."""
    shutil.copy(Path("estate.yaml"), tmp_path / "estate.yaml")


def connection(**inputs: object) -> PlanResource:
    return made(CONNECTION, "east", **{"name": "line-east", "location": "EqDC2", "bandwidth": "10Gbps", **inputs})


def gateway() -> PlanResource:
    return made(GATEWAY, "legacy", name="legacy", amazonSideAsn="64600")


def interface(kind: str = PRIVATE, account: str = MANAGEMENT, **inputs: object) -> PlanResource:
    needed = {"name": "east", "connectionId": urn(CONNECTION, "east"), "dxGatewayId": urn(GATEWAY, "legacy")}
    return made(kind, "east", account, **{**needed, **SESSION, **inputs})


def test_a_session_that_the_estate_agrees_with_is_up(read: ReadNetwork):
    found = read(connection(), gateway(), interface()).topology
    line, virtual = only(found.connections), only(found.virtual_interfaces)
    assert (line.up, line.router, line.region) == (True, "dc-east", "us-east-1")
    assert (virtual.connection, virtual.gateway, virtual.kind) == (
        line.id,
        only(found.direct_connect_gateways).id,
        "private",
    )
    (session,) = virtual.sessions
    assert (session.problems, session.amazon_asn, session.router) == ((), 64600, "dc-east")
    assert [each.prefix for each in session.announcements] == [ip_network("10.0.0.0/12")]
    assert only(found.datacentres).routers[0].origin == Origin("estate.yaml", 19)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"vlan": 7}, "VLAN: data centre 101, 102, AWS 7"),
        ({"bgpAsn": 65011}, "customer ASN: data centre 65010, AWS 65011"),
        ({"amazonAddress": "169.254.9.2/30"}, "Amazon address: data centre 169.254.101.2/30, AWS 169.254.9.2/30"),
    ],
)
def test_a_session_on_which_the_ends_differ_is_down(read: ReadNetwork, changed: dict[str, Any], problem: str):
    (session,) = only(read(connection(), gateway(), interface(**changed)).topology.virtual_interfaces).sessions
    assert session.problems == (problem,)


def test_a_connection_that_is_no_line_of_the_data_centre_is_down(read: ReadNetwork):
    found = only(read(connection(bandwidth="1Gbps")).topology.connections)
    assert (found.up, found.reason) == (False, "bandwidth: data centre 10Gbps, AWS 1Gbps")


def test_a_hosted_interface_is_available_after_its_owner_accepts_it(read: ReadNetwork):
    hosted = interface(HOSTED, ownerAccountId=MEMBER, dxGatewayId=None)
    accepter = made(
        HOSTED_ACCEPTER, "east", MEMBER, virtualInterfaceId=urn(HOSTED, "east"), dxGatewayId=urn(GATEWAY, "legacy")
    )
    waiting = only(read(connection(), gateway(), hosted).topology.virtual_interfaces)
    assert (waiting.account, waiting.available, waiting.gateway) == (MEMBER, False, None)
    accepted = read(connection(), gateway(), hosted, accepter).topology
    found = only(accepted.virtual_interfaces)
    assert (found.available, found.gateway) == (True, only(accepted.direct_connect_gateways).id)
    assert found.sessions[0].problems == ()


def test_a_further_peer_is_a_session_of_its_own(read: ReadNetwork):
    peer = made(
        f"{MODULE}/bgpPeer:BgpPeer", "six", virtualInterfaceId=urn(PRIVATE, "east"), addressFamily="ipv6", bgpAsn=65010
    )
    found = only(read(connection(), gateway(), interface(), peer).topology.virtual_interfaces)
    assert [(each.family, bool(each.problems)) for each in found.sessions] == [(4, False), (6, True)]


def test_an_association_accepts_the_proposal_of_another_account(read: ReadNetwork):
    private = made(VPN_GATEWAY, "main", MEMBER, vpcId=urn(VPC, "main"))
    proposal = made(
        PROPOSAL,
        "main",
        MEMBER,
        dxGatewayId=urn(GATEWAY, "legacy"),
        associatedGatewayId=urn(VPN_GATEWAY, "main"),
        allowedPrefixes=["10.0.0.0/16"],
    )
    association = made(ASSOCIATION, "main", dxGatewayId=urn(GATEWAY, "legacy"), proposalId=urn(PROPOSAL, "main"))
    network = read(vpc(), gateway(), private, proposal, association)
    found = only(network.topology.direct_connect_associations)
    assert found.associated == only(network.topology.virtual_private_gateways).id
    assert found.allowed_prefixes == (ip_network("10.0.0.0/16"),)
    assert network.notes == ()
    alone = read(vpc(), gateway(), private, proposal)
    assert alone.topology.direct_connect_associations == {}
    assert alone.notes == (
        f"main ({PROPOSAL}): nothing in the plan accepts the proposal: the gateways are not associated",
    )


def test_a_proposal_without_its_id_is_accepted_by_the_association_of_its_gateways(read: ReadNetwork):
    private = made(VPN_GATEWAY, "main", vpcId=urn(VPC, "main"))
    ends = {"dxGatewayId": urn(GATEWAY, "legacy"), "associatedGatewayId": urn(VPN_GATEWAY, "main")}
    association = made(ASSOCIATION, "main", proposalId="6a1c3f0e-deployed", **ends)
    network = read(vpc(), gateway(), private, made(PROPOSAL, "main", MEMBER, **ends), association)
    assert only(network.topology.direct_connect_associations).associated
    assert network.notes == ()


def test_an_association_without_allowed_prefixes_allows_the_vpcs_ranges(read: ReadNetwork):
    private = made(VPN_GATEWAY, "main", vpcId=urn(VPC, "main"))
    association = made(
        ASSOCIATION, "main", dxGatewayId=urn(GATEWAY, "legacy"), associatedGatewayId=urn(VPN_GATEWAY, "main")
    )
    found = only(read(vpc(), gateway(), private, association).topology.direct_connect_associations)
    assert found.allowed_prefixes == (ip_network("10.0.0.0/16"),)


def test_a_lag_has_the_connections_that_are_associated_with_it(read: ReadNetwork):
    lag = made(
        f"{MODULE}/linkAggregationGroup:LinkAggregationGroup",
        "both",
        name="both",
        location="EqDC2",
        connectionsBandwidth="10Gbps",
    )
    member = made(
        f"{MODULE}/connectionAssociation:ConnectionAssociation",
        "east",
        connectionId=urn(CONNECTION, "east"),
        lagId=urn(f"{MODULE}/linkAggregationGroup:LinkAggregationGroup", "both"),
    )
    on_lag = interface(connectionId=urn(f"{MODULE}/linkAggregationGroup:LinkAggregationGroup", "both"))
    found = read(connection(), gateway(), lag, member, on_lag).topology
    assert only(found.connections).lag == only(found.lags).id == only(found.virtual_interfaces).connection
    assert only(found.virtual_interfaces).sessions[0].problems == ()
