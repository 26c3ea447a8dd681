"""Tests of `sandbox.snapshot.network.aws_export.gateways`."""

from __future__ import annotations

from ipaddress import ip_address

from tests.sandbox.snapshot.network.aws_export.responses import network


def test_gateways_of_vpcs_with_their_attachments():
    found = network(
        InternetGateways=[
            {"InternetGatewayId": "igw-1", "Attachments": [{"VpcId": "vpc-1", "State": "available"}]},
            {"InternetGatewayId": "igw-2", "Attachments": []},
        ],
        EgressOnlyInternetGateways=[
            {"EgressOnlyInternetGatewayId": "eigw-1", "Attachments": [{"VpcId": "vpc-1", "State": "attached"}]}
        ],
        VpnGateways=[
            {
                "VpnGatewayId": "vgw-1",
                "State": "available",
                "AmazonSideAsn": 64600,
                "VpcAttachments": [
                    {"VpcId": "vpc-0", "State": "detached"},
                    {"VpcId": "vpc-1", "State": "attached"},
                ],
            },
            {"VpnGatewayId": "vgw-2", "State": "deleted"},
        ],
    ).topology
    assert {key: each.vpc for key, each in found.internet_gateways.items()} == {"igw-1": "vpc-1", "igw-2": None}
    assert found.egress_only_gateways["eigw-1"].vpc == "vpc-1"
    assert set(found.virtual_private_gateways) == {"vgw-1"}
    assert (found.virtual_private_gateways["vgw-1"].vpc, found.virtual_private_gateways["vgw-1"].asn) == (
        "vpc-1",
        64600,
    )


def test_a_nat_gateway_has_its_addresses_primary_first_and_a_private_one_no_public():
    public = {
        "NatGatewayId": "nat-1",
        "VpcId": "vpc-1",
        "SubnetId": "subnet-1",
        "State": "available",
        "NatGatewayAddresses": [
            {"PrivateIp": "10.0.1.8", "PublicIp": "203.0.113.2", "IsPrimary": False},
            {"PrivateIp": "10.0.1.7", "PublicIp": "203.0.113.1", "IsPrimary": True},
        ],
    }
    private = {"NatGatewayId": "nat-2", "SubnetId": "subnet-1", "ConnectivityType": "private", "State": "available"}
    deleted = {"NatGatewayId": "nat-3", "SubnetId": "subnet-1", "State": "deleted"}
    found = network(NatGateways=[public, private, deleted]).topology.nat_gateways
    assert set(found) == {"nat-1", "nat-2"}
    assert found["nat-1"].addresses == (ip_address("10.0.1.7"), ip_address("10.0.1.8"))
    assert (found["nat-1"].is_public, found["nat-2"].is_public) == (True, False)


def test_peering_connections_that_wait_are_not_active_and_others_are_left_out():
    def peering(identity: str, code: str) -> dict[str, object]:
        return {
            "VpcPeeringConnectionId": identity,
            "RequesterVpcInfo": {"VpcId": "vpc-1"},
            "AccepterVpcInfo": {"VpcId": "vpc-2"},
            "Status": {"Code": code},
        }

    given = [peering("pcx-1", "active"), peering("pcx-2", "pending-acceptance"), peering("pcx-3", "rejected")]
    found = network(VpcPeeringConnections=given).topology.peerings
    assert {key: each.active for key, each in found.items()} == {"pcx-1": True, "pcx-2": False}


def test_endpoints_of_all_types():
    def endpoint(identity: str, kind: str, state: str = "available") -> dict[str, object]:
        return {
            "VpcEndpointId": identity, "VpcId": "vpc-1", "VpcEndpointType": kind, "ServiceName": "s", "State": state,
            "SubnetIds": ["subnet-1"], "NetworkInterfaceIds": ["eni-1"], "PrivateDnsEnabled": True,
        }  # fmt: skip

    given = [endpoint("vpce-1", "Interface", "pendingAcceptance"), endpoint("vpce-2", "Gateway"),
             endpoint("vpce-3", "ServiceNetwork"), endpoint("vpce-4", "Gateway", "deleted")]  # fmt: skip
    found = network(VpcEndpoints=given).topology.vpc_endpoints
    assert {key: (each.type, each.available) for key, each in found.items()} == {
        "vpce-1": ("Interface", False),
        "vpce-2": ("Gateway", True),
        "vpce-3": ("Resource", True),
    }
    assert (found["vpce-1"].interfaces, found["vpce-1"].private_dns) == (("eni-1",), True)
