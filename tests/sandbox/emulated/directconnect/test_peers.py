import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws, line


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.data_centre(line())
    return made


@pytest.fixture
def vif(aws: Aws) -> str:
    made = aws.private(aws.connection(), aws.gateway())
    aws.wait()
    return made


def test_a_second_peer_has_the_other_address_family(aws: Aws, vif: str):
    six = {"addressFamily": "ipv6", "asn": 65010}
    aws.ask(NETWORK, "CreateBGPPeer", virtualInterfaceId=vif, newBGPPeer=six)
    aws.wait()
    peers = aws.interface(vif)["bgpPeers"]
    assert [(it["addressFamily"], it["bgpPeerState"], it["bgpStatus"]) for it in peers] == [
        ("ipv4", "available", "up"),
        ("ipv6", "available", "down"),
    ]
    assert aws.interface(vif)["virtualInterfaceState"] == "available"
    with pytest.raises(AwsError, match="already has a BGP peer of address family ipv6"):
        aws.ask(NETWORK, "CreateBGPPeer", virtualInterfaceId=vif, newBGPPeer=six)


def test_a_peer_is_deleted_by_id_or_address_unless_it_is_the_last(aws: Aws, vif: str):
    added = {"addressFamily": "ipv6", "asn": 65010}
    made = aws.ask(NETWORK, "CreateBGPPeer", virtualInterfaceId=vif, newBGPPeer=added)["virtualInterface"]["bgpPeers"]
    with pytest.raises(AwsError, match="Specify a BGP peer"):
        aws.ask(NETWORK, "DeleteBGPPeer", virtualInterfaceId=vif)
    with pytest.raises(AwsError, match="does not exist on"):
        aws.ask(NETWORK, "DeleteBGPPeer", virtualInterfaceId=vif, bgpPeerId="dxpeer-other")
    four = made[0]
    aws.ask(NETWORK, "DeleteBGPPeer", virtualInterfaceId=vif, asn=65010, customerAddress=four["customerAddress"])
    assert [it["addressFamily"] for it in aws.interface(vif)["bgpPeers"]] == ["ipv6"]
    with pytest.raises(AwsError, match="The last BGP Peer on a Virtual Interface cannot be deleted"):
        aws.ask(NETWORK, "DeleteBGPPeer", virtualInterfaceId=vif, bgpPeerId=made[1]["bgpPeerId"])
