import json

from sandbox.datacentre.vpn.report import report
from tests.sandbox.emulated.hybrid_network.aws import Aws, device


def test_a_tunnel_is_reported_with_the_reason_why_it_is_down_and_without_its_key():
    aws = Aws()
    aws.devices(device(pre_shared_key="another.key", down=(1,)))
    vpn = aws.vpn(aws.customer_gateway(), VpnGatewayId=aws.vpn_gateway())
    aws.wait()
    found = report(aws.network.vpn)
    first, second = found["devices"][0]["tunnels"]
    assert (first["connection"], first["number"], first["status"]) == (vpn, 1, "DOWN")
    assert first["why"] == ["tunnel 1: device-198.51.100.40 does not use it", "pre-shared key: ours and theirs differ"]
    assert second["why"] == ["pre-shared key: ours and theirs differ"]
    assert "another.key" not in json.dumps(found)
    aws.devices(device())
    assert report(aws.network.vpn)["devices"][0]["tunnels"][0]["why"] == ["tunnel: being established"]
    aws.wait()
    first = report(aws.network.vpn)["devices"][0]["tunnels"][0]
    assert (first["status"], first["received"], first["why"]) == ("UP", ["10.0.0.0/12"], [])


def test_a_connection_without_a_device_is_listed_apart():
    aws = Aws()
    aws.vpn(aws.customer_gateway())
    found = report(aws.network.vpn)
    assert found["devices"] == []
    assert [it["why"] for it in found["unknown_connections"]] == [
        ["VPN connection: theirs has no virtual private or transit gateway"]
    ] * 2
    aws.devices(device("198.51.100.41"))
    aws.vpn(aws.customer_gateway("198.51.100.42"), VpnGatewayId=aws.vpn_gateway())
    found = report(aws.network.vpn)
    assert found["devices"][0]["tunnels"] == []
    assert found["unknown_connections"][-1]["why"][0].startswith("device: ours has none at 198.51.100.42")
