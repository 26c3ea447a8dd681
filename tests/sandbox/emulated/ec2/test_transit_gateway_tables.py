from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws

OFF: dict[str, Any] = {"DefaultRouteTableAssociation": "disable", "DefaultRouteTablePropagation": "disable"}


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.vpc(NETWORK, "vpc-2", "10.17.0.0/20")
    return made


@pytest.fixture
def gateway(aws: Aws) -> str:
    return aws.transit_gateway(**OFF)


@pytest.fixture
def attachment(aws: Aws, gateway: str) -> str:
    made = aws.attach(NETWORK, gateway, "vpc-2")
    aws.wait(0.5)
    return made


def table(aws: Aws, gateway: str) -> str:
    made = aws.run(NETWORK, "CreateTransitGatewayRouteTable", TransitGatewayId=gateway)
    return str(made["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"])


def link(aws: Aws, operation: str, table_: str, attachment: str) -> dict[str, Any]:
    answer = aws.run(NETWORK, operation, TransitGatewayRouteTableId=table_, TransitGatewayAttachmentId=attachment)
    return dict(next(iter(answer.values())))


def linked(aws: Aws, operation: str, table_: str) -> list[str]:
    answer = aws.run(NETWORK, operation, TransitGatewayRouteTableId=table_)
    return [it["State"] for it in next(iter(answer.values()))]


def test_an_attachment_is_associated_with_one_table(aws: Aws, gateway: str, attachment: str):
    one, two = table(aws, gateway), table(aws, gateway)
    made = link(aws, "AssociateTransitGatewayRouteTable", one, attachment)
    assert (made["State"], made["ResourceId"], made["ResourceType"]) == ("associating", "vpc-2", "vpc")
    aws.wait(0.5)
    assert linked(aws, "GetTransitGatewayRouteTableAssociations", one) == ["associated"]
    with pytest.raises(AwsError) as refused:
        link(aws, "AssociateTransitGatewayRouteTable", two, attachment)
    assert refused.value.code == "Resource.AlreadyAssociated"
    with pytest.raises(AwsError, match=r"InvalidAssociation\.NotFound"):
        link(aws, "DisassociateTransitGatewayRouteTable", two, attachment)
    assert link(aws, "DisassociateTransitGatewayRouteTable", one, attachment)["State"] == "disassociating"
    aws.wait(0.5)
    assert linked(aws, "GetTransitGatewayRouteTableAssociations", one) == []
    link(aws, "AssociateTransitGatewayRouteTable", two, attachment)


def test_an_attachment_propagates_to_many_tables(aws: Aws, gateway: str, attachment: str):
    one, two = table(aws, gateway), table(aws, gateway)
    for each in (one, two):
        assert link(aws, "EnableTransitGatewayRouteTablePropagation", each, attachment)["State"] == "enabling"
    aws.wait(0.3)
    shown = aws.run(NETWORK, "GetTransitGatewayAttachmentPropagations", TransitGatewayAttachmentId=attachment)
    assert [it["State"] for it in shown["TransitGatewayAttachmentPropagations"]] == ["enabled", "enabled"]
    with pytest.raises(AwsError) as duplicate:
        link(aws, "EnableTransitGatewayRouteTablePropagation", one, attachment)
    assert duplicate.value.code == "TransitGatewayRouteTablePropagation.Duplicate"
    link(aws, "DisableTransitGatewayRouteTablePropagation", one, attachment)
    aws.wait(0.3)
    assert linked(aws, "GetTransitGatewayRouteTablePropagations", one) == []
    assert linked(aws, "GetTransitGatewayRouteTablePropagations", two) == ["enabled"]
    with pytest.raises(AwsError) as gone:
        link(aws, "DisableTransitGatewayRouteTablePropagation", one, attachment)
    assert gone.value.code == "TransitGatewayRouteTablePropagation.NotFound"


def test_an_attachment_of_another_gateway_is_refused(aws: Aws, attachment: str):
    foreign = table(aws, aws.transit_gateway(**OFF))
    with pytest.raises(AwsError, match="is not attached to transit gateway"):
        link(aws, "AssociateTransitGatewayRouteTable", foreign, attachment)


def test_a_default_table_or_one_with_associations_is_not_deleted(aws: Aws, gateway: str, attachment: str):
    one = table(aws, gateway)
    link(aws, "AssociateTransitGatewayRouteTable", one, attachment)
    with pytest.raises(AwsError, match="has associations"):
        aws.run(NETWORK, "DeleteTransitGatewayRouteTable", TransitGatewayRouteTableId=one)
    link(aws, "DisassociateTransitGatewayRouteTable", one, attachment)
    aws.wait(0.5)
    aws.run(NETWORK, "DeleteTransitGatewayRouteTable", TransitGatewayRouteTableId=one)
    aws.wait(0.5)
    with pytest.raises(AwsError) as gone:
        linked(aws, "GetTransitGatewayRouteTableAssociations", one)
    assert gone.value.code == "InvalidRouteTableID.NotFound"
    aws.transit_gateway()
    default = aws.run(
        NETWORK,
        "DescribeTransitGatewayRouteTables",
        Filters=[{"Name": "default-association-route-table", "Values": ["true"]}],
    )["TransitGatewayRouteTables"][0]["TransitGatewayRouteTableId"]
    with pytest.raises(AwsError, match="is a default route table"):
        aws.run(NETWORK, "DeleteTransitGatewayRouteTable", TransitGatewayRouteTableId=default)


def test_a_share_does_not_include_the_tables(aws: Aws, gateway: str):
    aws.share(gateway, LEGACY)
    one = table(aws, gateway)
    with pytest.raises(AwsError) as refused:
        aws.run(LEGACY, "GetTransitGatewayRouteTableAssociations", TransitGatewayRouteTableId=one)
    assert refused.value.code == "InvalidRouteTableID.NotFound"


def test_deleting_an_attachment_removes_associations_and_propagations(aws: Aws, gateway: str, attachment: str):
    one = table(aws, gateway)
    link(aws, "AssociateTransitGatewayRouteTable", one, attachment)
    link(aws, "EnableTransitGatewayRouteTablePropagation", one, attachment)
    aws.run(NETWORK, "DeleteTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment)
    aws.wait(0.5)
    assert linked(aws, "GetTransitGatewayRouteTableAssociations", one) == []
    assert linked(aws, "GetTransitGatewayRouteTablePropagations", one) == []
