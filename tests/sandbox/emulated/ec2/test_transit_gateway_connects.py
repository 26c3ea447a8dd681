from typing import Any

import pytest

from tests.sandbox.emulated.ec2.test_transit_gateway_routes import search
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws, device
from tests.sandbox.emulated.refusals import code_of


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.vpc(NETWORK, "vpc-1", "10.40.0.0/16")
    return made


@pytest.fixture
def hub(aws: Aws) -> str:
    return aws.transit_gateway(TransitGatewayCidrBlocks=["10.9.0.0/24", "2001:db8:9::/64"])


@pytest.fixture
def transport(aws: Aws, hub: str) -> str:
    made = aws.attach(NETWORK, hub, "vpc-1")
    aws.wait(0.5)
    return made


@pytest.fixture
def connect(aws: Aws, transport: str) -> str:
    return aws.connect(transport)


def peer(aws: Aws, id_: str) -> dict[str, Any]:
    found = aws.run(NETWORK, "DescribeTransitGatewayConnectPeers", TransitGatewayConnectPeerIds=[id_])
    return dict(found["TransitGatewayConnectPeers"][0])


def test_a_connect_attachment_lies_over_another_attachment(aws: Aws, hub: str, transport: str, connect: str):
    found = aws.run(NETWORK, "DescribeTransitGatewayConnects", TransitGatewayAttachmentIds=[connect])
    (shown,) = found["TransitGatewayConnects"]
    assert (shown["TransportTransitGatewayAttachmentId"], shown["TransitGatewayId"]) == (transport, hub)
    assert (shown["State"], shown["Options"]) == ("available", {"Protocol": "gre"})
    wanted = [{"Name": "resource-type", "Values": ["connect"]}]
    (listed,) = aws.run(NETWORK, "DescribeTransitGatewayAttachments", Filters=wanted)["TransitGatewayAttachments"]
    assert (listed["TransitGatewayAttachmentId"], listed["ResourceId"]) == (connect, transport)
    assert listed["Association"]["State"] == "associated"


def test_a_connect_needs_a_vpc_or_direct_connect_below_it(aws: Aws, transport: str, connect: str):
    request: dict[str, Any] = {"Options": {"Protocol": "gre"}}
    operation = "CreateTransitGatewayConnect"
    over = {"TransportTransitGatewayAttachmentId": connect}
    assert code_of(aws.run, NETWORK, operation, **over, **request) == "InvalidParameterValue"
    over = {"TransportTransitGatewayAttachmentId": "tgw-attach-0"}
    assert code_of(aws.run, NETWORK, operation, **over, **request) == "InvalidTransitGatewayAttachmentID.NotFound"
    over = {"TransportTransitGatewayAttachmentId": transport}
    assert code_of(aws.run, NETWORK, operation, **over, Options={"Protocol": "ipip"}) == "InvalidParameterValue"
    delete = {"TransitGatewayAttachmentId": transport}
    assert code_of(aws.run, NETWORK, "DeleteTransitGatewayVpcAttachment", **delete) == "IncorrectState"
    assert code_of(aws.run, NETWORK, "DeleteTransitGatewayConnect", **delete) == (
        "InvalidTransitGatewayAttachmentID.NotFound"
    )


def test_a_peer_has_two_sessions_that_come_up_with_its_appliance(aws: Aws, connect: str):
    id_ = aws.connect_peer(connect, BgpOptions={"PeerAsn": 65040})
    made = peer(aws, id_)["ConnectPeerConfiguration"]
    assert (made["TransitGatewayAddress"], made["PeerAddress"], made["Protocol"]) == ("10.9.0.1", "10.40.0.9", "gre")
    sessions = made["BgpConfigurations"]
    assert [(it["TransitGatewayAddress"], it["PeerAddress"], it["BgpStatus"]) for it in sessions] == [
        ("169.254.10.2", "169.254.10.1", "down"),
        ("169.254.10.3", "169.254.10.1", "down"),
    ]
    assert {(it["TransitGatewayAsn"], it["PeerAsn"]) for it in sessions} == {(64520, 65040)}
    table = aws.run(NETWORK, "DescribeTransitGateways")["TransitGateways"][0]["Options"][
        "PropagationDefaultRouteTableId"
    ]
    for appliance in (device("10.40.0.9", 65041), device("10.40.0.8", 65040)):
        aws.devices(appliance)
        aws.wait()
        assert ("10.0.0.0/12", "propagated", "active") not in search(aws, table)
    aws.devices(device("10.40.0.9", 65040))
    aws.wait()
    assert {it["BgpStatus"] for it in peer(aws, id_)["ConnectPeerConfiguration"]["BgpConfigurations"]} == {"up"}
    assert ("10.0.0.0/12", "propagated", "active") in search(aws, table)
    aws.devices()
    aws.wait(0.3)
    assert ("10.0.0.0/12", "propagated", "active") not in search(aws, table)


def test_a_peer_has_the_gateways_asn_and_the_next_free_address_by_default(aws: Aws, connect: str):
    first = peer(aws, aws.connect_peer(connect))["ConnectPeerConfiguration"]
    second = peer(aws, aws.connect_peer(connect, InsideCidrBlocks=["169.254.11.0/29", "fd00::/125"]))
    assert first["BgpConfigurations"][0]["PeerAsn"] == 64520
    assert second["ConnectPeerConfiguration"]["TransitGatewayAddress"] == "10.9.0.2"
    assert len(second["ConnectPeerConfiguration"]["BgpConfigurations"]) == 4


@pytest.mark.parametrize(
    "changes",
    [
        {"PeerAddress": "appliance"},
        {"InsideCidrBlocks": []},
        {"InsideCidrBlocks": ["fd00::/125"]},
        {"InsideCidrBlocks": ["169.254.10.0/30"]},
        {"InsideCidrBlocks": ["169.254.0.0/29"]},
        {"InsideCidrBlocks": ["169.254.10.1/29"]},
        {"InsideCidrBlocks": ["10.0.0.0/29"]},
        {"InsideCidrBlocks": ["169.254.10.0/29", "169.254.11.0/29"]},
        {"InsideCidrBlocks": ["169.254.10.0/29", "2001:db8::/125"]},
        {"TransitGatewayAddress": "10.10.0.1"},
        {"TransitGatewayAddress": "2001:db8:9::1"},
        {"BgpOptions": {"PeerAsn": 0}},
        {"BgpOptions": {"PeerAsn": 4294967295}},
    ],
)
def test_a_wrong_peer_is_refused(aws: Aws, connect: str, changes: dict[str, Any]):
    assert code_of(aws.connect_peer, connect, **changes) == "InvalidParameterValue"
    assert aws.network.transit.connect_peers == {}


def test_peers_of_a_gateway_share_no_address_and_no_range(aws: Aws, connect: str):
    aws.connect_peer(connect)
    assert code_of(aws.connect_peer, connect) == "InvalidParameterValue"
    taken = {"TransitGatewayAddress": "10.9.0.1", "InsideCidrBlocks": ["169.254.11.0/29"]}
    assert code_of(aws.connect_peer, connect, **taken) == "InvalidParameterValue"
    six = peer(aws, aws.connect_peer(connect, PeerAddress="2001:db8::9", InsideCidrBlocks=["169.254.11.0/29"]))
    assert six["ConnectPeerConfiguration"]["TransitGatewayAddress"].startswith("2001:db8:9::")


def test_an_attachment_has_four_peers_and_goes_after_them(aws: Aws, connect: str):
    peers = [aws.connect_peer(connect, InsideCidrBlocks=[f"169.254.{20 + n}.0/29"]) for n in range(4)]
    full = {"InsideCidrBlocks": ["169.254.30.0/29"]}
    assert code_of(aws.connect_peer, connect, **full) == "ResourceLimitExceeded"
    delete = {"TransitGatewayAttachmentId": connect}
    assert code_of(aws.run, NETWORK, "DeleteTransitGatewayConnect", **delete) == "IncorrectState"
    for id_ in peers:
        made = aws.run(NETWORK, "DeleteTransitGatewayConnectPeer", TransitGatewayConnectPeerId=id_)
        assert made["TransitGatewayConnectPeer"]["State"] == "deleting"
    aws.wait(0.3)
    assert peer(aws, peers[0])["State"] == "deleted"
    missing = {"TransitGatewayConnectPeerId": peers[0]}
    assert code_of(aws.run, NETWORK, "DeleteTransitGatewayConnectPeer", **missing) == (
        "InvalidTransitGatewayConnectPeerID.NotFound"
    )
    aws.run(NETWORK, "DeleteTransitGatewayConnect", **delete)
    aws.wait(0.3)
    found = aws.run(NETWORK, "DescribeTransitGatewayConnects")["TransitGatewayConnects"]
    assert [it["State"] for it in found] == ["deleted"]


def test_a_gateway_without_cidr_blocks_has_no_peers(aws: Aws):
    plain = aws.transit_gateway()
    aws.vpc(NETWORK, "vpc-2", "10.41.0.0/16")
    transport = aws.attach(NETWORK, plain, "vpc-2")
    aws.wait(0.5)
    assert code_of(aws.connect_peer, aws.connect(transport)) == "InvalidParameterValue"


def test_a_participant_sees_its_own_connect_alone(aws: Aws, hub: str, connect: str):
    aws.share(hub, LEGACY)
    assert aws.run(LEGACY, "DescribeTransitGatewayConnects")["TransitGatewayConnects"] == []
    over = {"TransportTransitGatewayAttachmentId": connect, "Options": {"Protocol": "gre"}}
    code = code_of(aws.run, LEGACY, "CreateTransitGatewayConnect", **over)
    assert code == "InvalidTransitGatewayAttachmentID.NotFound"
