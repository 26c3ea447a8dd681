import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws


def test_a_second_peer_has_the_other_address_family(aws: Aws, vif: str):
    ipv6 = {"addressFamily": "ipv6", "asn": 65010}
    aws.run(NETWORK, "CreateBGPPeer", virtualInterfaceId=vif, newBGPPeer=ipv6)
    aws.wait()
    peers = aws.interface(vif)["bgpPeers"]
    assert [(it["addressFamily"], it["bgpPeerState"], it["bgpStatus"]) for it in peers] == [
        ("ipv4", "available", "up"),
        ("ipv6", "available", "down"),
    ]
    assert aws.interface(vif)["virtualInterfaceState"] == "available"
    with pytest.raises(AwsError, match="already has a BGP peer of address family ipv6"):
        aws.run(NETWORK, "CreateBGPPeer", virtualInterfaceId=vif, newBGPPeer=ipv6)


def test_a_peer_is_deleted_by_id_or_address_unless_it_is_the_last(aws: Aws, vif: str):
    added = {"addressFamily": "ipv6", "asn": 65010}
    made = aws.run(NETWORK, "CreateBGPPeer", virtualInterfaceId=vif, newBGPPeer=added)["virtualInterface"]["bgpPeers"]
    with pytest.raises(AwsError, match="Specify a BGP peer"):
        aws.run(NETWORK, "DeleteBGPPeer", virtualInterfaceId=vif)
    with pytest.raises(AwsError, match="does not exist on"):
        aws.run(NETWORK, "DeleteBGPPeer", virtualInterfaceId=vif, bgpPeerId="dxpeer-other")
    ipv4 = made[0]
    aws.run(NETWORK, "DeleteBGPPeer", virtualInterfaceId=vif, asn=65010, customerAddress=ipv4["customerAddress"])
    assert [it["addressFamily"] for it in aws.interface(vif)["bgpPeers"]] == ["ipv6"]
    with pytest.raises(AwsError, match="The last BGP Peer on a Virtual Interface cannot be deleted"):
        aws.run(NETWORK, "DeleteBGPPeer", virtualInterfaceId=vif, bgpPeerId=made[1]["bgpPeerId"])
