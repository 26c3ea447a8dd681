from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, OTHER, Aws


@pytest.fixture
def aws() -> Aws:
    return Aws()


def associate(aws: Aws, gateway: str, other: str, *prefixes: str) -> dict[str, Any]:
    answer = aws.run(
        NETWORK,
        "CreateDirectConnectGatewayAssociation",
        directConnectGatewayId=gateway,
        gatewayId=other,
        addAllowedPrefixesToDirectConnectGateway=[{"cidr": prefix} for prefix in prefixes],
    )
    return dict(answer["directConnectGatewayAssociation"])


def found(aws: Aws, account: str = NETWORK, **by: str) -> list[dict[str, Any]]:
    answer = aws.run(account, "DescribeDirectConnectGatewayAssociations", **by)
    return list(answer["directConnectGatewayAssociations"])


def test_an_association_is_associating_before_it_is_associated(aws: Aws):
    gateway, transit = aws.gateway(), aws.transit_gateway()
    made = associate(aws, gateway, transit, "10.32.0.0/11")
    assert made["associationState"] == "associating"
    aws.wait()
    seen = found(aws, associationId=made["associationId"])[0]
    assert seen["associationState"] == "associated"
    assert seen["associatedGateway"] == {
        "id": transit,
        "type": "transitGateway",
        "ownerAccount": NETWORK,
        "region": "us-east-1",
    }
    assert found(aws, OTHER, directConnectGatewayId=gateway) == []


def test_a_virtual_gateway_without_prefixes_announces_its_vpc(aws: Aws):
    made = associate(aws, aws.gateway(), aws.virtual_gateway(NETWORK))
    assert made["allowedPrefixesToDirectConnectGateway"] == [{"cidr": "10.16.0.0/16"}]


def test_virtual_private_and_transit_gateways_cannot_share_a_gateway(aws: Aws):
    gateway, virtual, transit = aws.gateway(), aws.virtual_gateway(NETWORK), aws.transit_gateway()
    associate(aws, gateway, virtual)
    with pytest.raises(AwsError, match="can not share a Direct Connect gateway"):
        associate(aws, gateway, transit)


def test_the_type_of_interfaces_must_match_the_associated_gateway(aws: Aws):
    gateway, transit = aws.gateway(), aws.transit_gateway()
    connection = aws.connection()
    aws.private(connection, gateway)
    with pytest.raises(AwsError, match="needs transit virtual interfaces"):
        associate(aws, gateway, transit)
    other = aws.gateway(64601)
    associate(aws, other, transit)
    with pytest.raises(AwsError, match="private virtual interfaces can not be attached"):
        aws.private(connection, other, vlan=300)


def test_gateways_of_the_same_asn_are_not_associated(aws: Aws):
    with pytest.raises(AwsError, match=r"same Amazon side ASN \(64520\)"):
        associate(aws, aws.gateway(64520), aws.transit_gateway(asn=64520))


def test_a_gateway_takes_20_virtual_private_or_6_transit_gateways(aws: Aws):
    virtual, transit = aws.gateway(), aws.gateway(64601)
    for number in range(20):
        associate(aws, virtual, aws.virtual_gateway(NETWORK, f"10.{number}.0.0/16"))
    with pytest.raises(AwsError, match="maximum number of virtual private gateways"):
        associate(aws, virtual, aws.virtual_gateway(NETWORK, "10.99.0.0/16"))
    for number in range(6):
        associate(aws, transit, aws.transit_gateway(asn=64700 + number), f"10.{number}.0.0/16")
    with pytest.raises(AwsError, match="maximum number of transit gateways"):
        associate(aws, transit, aws.transit_gateway(asn=64799), "10.99.0.0/16")


def test_a_transit_gateway_takes_20_direct_connect_gateways(aws: Aws):
    transit = aws.transit_gateway()
    for number in range(20):
        associate(aws, aws.gateway(64600 + number if number < 10 else 64700 + number), transit)
    with pytest.raises(AwsError, match="maximum number of Direct Connect gateways"):
        associate(aws, aws.gateway(64800), transit)


def test_an_association_takes_200_prefixes(aws: Aws):
    prefixes = [f"10.{number}.0.0/16" for number in range(201)]
    gateway, transit = aws.gateway(), aws.transit_gateway()
    with pytest.raises(AwsError, match=r"\(201\) exceeds the limit of 200"):
        associate(aws, gateway, transit, *prefixes)
    associate(aws, gateway, transit, *prefixes[:200])


def test_overlapping_prefixes_are_refused(aws: Aws):
    virtual, transit = aws.gateway(), aws.gateway(64601)
    associate(aws, virtual, aws.virtual_gateway(NETWORK, "10.16.0.0/16"))
    with pytest.raises(AwsError, match=r"overlap: 10.16.128.0/17 and 10.16.0.0/16"):
        associate(aws, virtual, aws.virtual_gateway(NETWORK, "10.16.128.0/17"))
    associate(aws, transit, aws.transit_gateway(asn=64521), "10.32.0.0/11")
    with pytest.raises(AwsError, match="Allowed prefixes overlap"):
        associate(aws, transit, aws.transit_gateway(asn=64522), "10.33.0.0/16")


def test_both_gateways_must_be_the_callers(aws: Aws):
    with pytest.raises(AwsError, match="does not exist"):
        associate(aws, aws.gateway(), aws.virtual_gateway(LEGACY))
    with pytest.raises(AwsError, match="does not exist"):
        associate(aws, aws.gateway(account=LEGACY), aws.virtual_gateway(NETWORK))


def test_a_virtual_gateway_must_be_attached_to_a_vpc(aws: Aws):
    with pytest.raises(AwsError, match="is not attached to a VPC"):
        associate(aws, aws.gateway(), aws.virtual_gateway(NETWORK, vpc=None, cidrs=()))


def test_prefixes_are_updated_in_place(aws: Aws):
    made = associate(aws, aws.gateway(), aws.transit_gateway(), "10.32.0.0/11", "10.17.0.0/20")
    id_ = made["associationId"]
    change: dict[str, Any] = {
        "addAllowedPrefixesToDirectConnectGateway": [{"cidr": "10.64.0.0/16"}],
        "removeAllowedPrefixesToDirectConnectGateway": [{"cidr": "10.17.0.0/20"}],
    }
    with pytest.raises(AwsError, match="is in state associating"):
        aws.run(NETWORK, "UpdateDirectConnectGatewayAssociation", associationId=id_, **change)
    aws.wait()
    updated = aws.run(NETWORK, "UpdateDirectConnectGatewayAssociation", associationId=id_, **change)
    assert updated["directConnectGatewayAssociation"]["associationState"] == "updating"
    aws.wait()
    seen = found(aws, associationId=id_)[0]
    assert seen["associationState"] == "associated"
    assert seen["allowedPrefixesToDirectConnectGateway"] == [{"cidr": "10.32.0.0/11"}, {"cidr": "10.64.0.0/16"}]


def test_updated_prefixes_must_not_overlap_others(aws: Aws):
    gateway = aws.gateway()
    made = associate(aws, gateway, aws.transit_gateway(asn=64521), "10.32.0.0/11")
    associate(aws, gateway, aws.transit_gateway(asn=64522), "10.64.0.0/16")
    aws.wait()
    wrong = [{"cidr": "10.64.128.0/17"}]
    with pytest.raises(AwsError, match=r"overlap with those of .*: 10.64.128.0/17 and 10.64.0.0/16"):
        aws.run(
            NETWORK,
            "UpdateDirectConnectGatewayAssociation",
            associationId=made["associationId"],
            addAllowedPrefixesToDirectConnectGateway=wrong,
        )
    assert found(aws, associationId=made["associationId"])[0]["associationState"] == "associated"


def test_a_deleted_association_is_disassociating_and_then_gone(aws: Aws):
    gateway = aws.gateway()
    made = associate(aws, gateway, aws.transit_gateway())
    aws.wait()
    deleted = aws.run(NETWORK, "DeleteDirectConnectGatewayAssociation", associationId=made["associationId"])
    assert deleted["directConnectGatewayAssociation"]["associationState"] == "disassociating"
    aws.wait()
    assert found(aws, directConnectGatewayId=gateway) == []
    with pytest.raises(AwsError, match="does not exist"):
        aws.run(NETWORK, "DeleteDirectConnectGatewayAssociation", associationId=made["associationId"])


def test_a_list_needs_an_id(aws: Aws):
    with pytest.raises(AwsError, match="Specify an association ID"):
        found(aws)
