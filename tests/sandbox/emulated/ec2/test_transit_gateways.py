from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, OTHER, Aws
from tests.sandbox.emulated.refusals import code_of


@pytest.fixture
def aws() -> Aws:
    return Aws()


def seen(aws: Aws, account: str = NETWORK, **request: Any) -> list[dict[str, Any]]:
    return list(aws.run(account, "DescribeTransitGateways", **request)["TransitGateways"])


def test_a_gateway_is_pending_first_and_has_one_default_table(aws: Aws):
    made = aws.run(NETWORK, "CreateTransitGateway", Description="hub")["TransitGateway"]
    assert made["State"] == "pending"
    aws.wait(0.5)
    shown = seen(aws)[0]
    assert (shown["State"], shown["Options"]["AmazonSideAsn"], shown["Description"]) == ("available", 64512, "hub")
    table = shown["Options"]["AssociationDefaultRouteTableId"]
    assert shown["Options"]["PropagationDefaultRouteTableId"] == table
    tables = aws.run(NETWORK, "DescribeTransitGatewayRouteTables")["TransitGatewayRouteTables"]
    assert [(it["TransitGatewayRouteTableId"], it["DefaultAssociationRouteTable"]) for it in tables] == [(table, True)]


def test_without_defaults_a_gateway_has_no_table(aws: Aws):
    aws.transit_gateway(DefaultRouteTableAssociation="disable", DefaultRouteTablePropagation="disable")
    assert "AssociationDefaultRouteTableId" not in seen(aws)[0]["Options"]
    assert aws.run(NETWORK, "DescribeTransitGatewayRouteTables")["TransitGatewayRouteTables"] == []


def test_participants_of_a_share_read_a_gateway_and_cannot_change_it(aws: Aws):
    gateway = aws.transit_gateway()
    aws.share(gateway, LEGACY)
    assert [(it["TransitGatewayId"], it["OwnerId"]) for it in seen(aws, LEGACY)] == [(gateway, NETWORK)]
    assert seen(aws, OTHER) == []
    with pytest.raises(AwsError, match="was deleted or does not exist") as missing:
        seen(aws, OTHER, TransitGatewayIds=[gateway])
    assert missing.value.code == "InvalidTransitGatewayID.NotFound"
    for operation in ("DeleteTransitGateway", "ModifyTransitGateway", "CreateTransitGatewayRouteTable"):
        with pytest.raises(AwsError, match="belongs to another account") as refused:
            aws.run(LEGACY, operation, TransitGatewayId=gateway)
        assert refused.value.code == "UnauthorizedOperation"
    assert aws.run(LEGACY, "DescribeTransitGatewayRouteTables")["TransitGatewayRouteTables"] == []


def test_each_account_has_its_own_tags(aws: Aws):
    tags = [{"ResourceType": "transit-gateway", "Tags": [{"Key": "Name", "Value": "hub"}]}]
    gateway = aws.run(NETWORK, "CreateTransitGateway", TagSpecifications=tags)["TransitGateway"]["TransitGatewayId"]
    aws.share(gateway, LEGACY)
    by_name = [{"Name": "tag:Name", "Values": ["hub"]}]
    assert len(seen(aws, Filters=by_name)) == 1
    assert seen(aws, LEGACY, Filters=by_name) == []
    with pytest.raises(AwsError, match="is not a valid taggable resource type"):
        aws.run(NETWORK, "CreateTransitGateway", TagSpecifications=[{"ResourceType": "vpc", "Tags": []}])


@pytest.mark.parametrize(
    "options",
    [
        {"AmazonSideAsn": 65010000},
        {"DnsSupport": "maybe"},
        {"MulticastSupport": "enable"},
        {"Teleport": "enable"},
        {"TransitGatewayCidrBlocks": ["10.0.0.1/8"]},
    ],
)
def test_invalid_options_are_refused(aws: Aws, options: dict[str, Any]):
    with pytest.raises(AwsError) as refused:
        aws.run(NETWORK, "CreateTransitGateway", Options=options)
    assert refused.value.code == "InvalidParameterValue"


def test_options_are_modified_in_place(aws: Aws):
    gateway = aws.transit_gateway(DefaultRouteTableAssociation="disable", DefaultRouteTablePropagation="disable")
    change = {
        "AutoAcceptSharedAttachments": "enable",
        "DefaultRouteTableAssociation": "enable",
        "AmazonSideAsn": 64530,
        "AddTransitGatewayCidrBlocks": ["10.200.0.0/24"],
    }
    changed = aws.run(NETWORK, "ModifyTransitGateway", TransitGatewayId=gateway, Description="new", Options=change)
    assert changed["TransitGateway"]["State"] == "modifying"
    aws.wait(0.5)
    options = seen(aws)[0]["Options"]
    assert (options["AmazonSideAsn"], options["TransitGatewayCidrBlocks"]) == (64530, ["10.200.0.0/24"])
    assert options["AssociationDefaultRouteTableId"].startswith("tgw-rtb-")
    assert "PropagationDefaultRouteTableId" not in options


def test_the_asn_cannot_change_while_direct_connect_is_attached(aws: Aws):
    gateway, dx_gateway = aws.transit_gateway(), aws.gateway()
    aws.run(NETWORK, "CreateDirectConnectGatewayAssociation", directConnectGatewayId=dx_gateway, gatewayId=gateway)
    with pytest.raises(AwsError, match="has DirectConnect Gateway attachments"):
        aws.run(NETWORK, "ModifyTransitGateway", TransitGatewayId=gateway, Options={"AmazonSideAsn": 64530})


def test_a_gateway_is_deleted_when_nothing_is_attached(aws: Aws):
    gateway = aws.transit_gateway()
    aws.vpc(NETWORK, "vpc-1", "10.1.0.0/16")
    attachment = aws.attach(NETWORK, gateway, "vpc-1")
    with pytest.raises(AwsError, match=f"{gateway} has non-deleted VPC Attachments: {attachment}.") as refused:
        aws.run(NETWORK, "DeleteTransitGateway", TransitGatewayId=gateway)
    assert refused.value.code == "IncorrectState"
    aws.run(NETWORK, "DeleteTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment)
    aws.wait(0.5)
    aws.run(NETWORK, "DeleteTransitGateway", TransitGatewayId=gateway)
    aws.wait(0.5)
    assert seen(aws)[0]["State"] == "deleted"
    with pytest.raises(AwsError, match="was deleted or does not exist"):
        aws.run(NETWORK, "DeleteTransitGateway", TransitGatewayId=gateway)
    aws.wait(70)
    assert seen(aws) == []
    assert aws.network.transit.tables == {}


def test_a_gateway_belongs_to_one_region(aws: Aws):
    aws.transit_gateway()
    assert aws.run(NETWORK, "DescribeTransitGateways", region="us-west-2")["TransitGateways"] == []


def test_long_lists_have_pages(aws: Aws):
    ids = {aws.transit_gateway() for _ in range(7)}
    first = aws.run(NETWORK, "DescribeTransitGateways", MaxResults=5)
    rest = aws.run(NETWORK, "DescribeTransitGateways", MaxResults=5, NextToken=first["NextToken"])
    assert (len(first["TransitGateways"]), len(rest["TransitGateways"])) == (5, 2)
    assert {it["TransitGatewayId"] for it in first["TransitGateways"] + rest["TransitGateways"]} == ids
    with pytest.raises(AwsError, match="InvalidNextToken"):
        aws.run(NETWORK, "DescribeTransitGateways", NextToken="forged")
    assert code_of(aws.run, NETWORK, "DescribeTransitGateways", MaxResults=4) == "InvalidParameterValue"


@pytest.mark.parametrize(
    "blocks",
    [
        ["10.9.0.0/25"],
        ["10.9.0.1/24"],
        ["2001:db8::/65"],
        ["169.254.0.0/24"],
        ["10.9.0.0/24", "10.9.0.0/23"],
        ["hub"],
        [f"10.{n}.0.0/24" for n in range(6)],
    ],
)
def test_wrong_cidr_blocks_are_refused(aws: Aws, blocks: list[str]):
    options = {"TransitGatewayCidrBlocks": blocks}
    assert code_of(aws.run, NETWORK, "CreateTransitGateway", Options=options) == "InvalidParameterValue"
    assert aws.network.transit.gateways == {}


def test_cidr_blocks_are_added_and_removed_unless_a_connect_peer_uses_them(aws: Aws):
    aws.vpc(NETWORK, "vpc-9", "10.40.0.0/16")
    gateway = aws.transit_gateway(TransitGatewayCidrBlocks=["10.9.0.0/24", "2001:db8::/64"])
    transport = aws.attach(NETWORK, gateway, "vpc-9")
    aws.wait(0.5)
    aws.connect_peer(aws.connect(transport))

    def modify(**options: list[str]) -> list[str]:
        made = aws.run(NETWORK, "ModifyTransitGateway", TransitGatewayId=gateway, Options=options)
        aws.wait(0.3)
        return list(made["TransitGateway"]["Options"]["TransitGatewayCidrBlocks"])

    assert code_of(modify, RemoveTransitGatewayCidrBlocks=["10.9.0.0/24"]) == "IncorrectState"
    assert code_of(modify, RemoveTransitGatewayCidrBlocks=["10.8.0.0/24"]) == "InvalidParameterValue"
    assert code_of(modify, AddTransitGatewayCidrBlocks=["10.9.0.0/16"]) == "InvalidParameterValue"
    changed = modify(AddTransitGatewayCidrBlocks=["10.8.0.0/24"], RemoveTransitGatewayCidrBlocks=["2001:db8::/64"])
    assert changed == ["10.9.0.0/24", "10.8.0.0/24"]


def test_a_gateway_with_vpn_keeps_its_asn(aws: Aws):
    gateway = aws.transit_gateway()
    aws.vpn(aws.customer_gateway(), TransitGatewayId=gateway)
    request = {"TransitGatewayId": gateway, "Options": {"AmazonSideAsn": 64999}}
    assert code_of(aws.run, NETWORK, "ModifyTransitGateway", **request) == "OperationNotPermitted"
