from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, OTHER, Aws


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.vpc(LEGACY, "vpc-1", "10.16.0.0/16")
    made.vpc(NETWORK, "vpc-2", "10.17.0.0/20")
    return made


@pytest.fixture
def shared(aws: Aws) -> str:
    made = aws.transit_gateway()
    aws.share(made, LEGACY)
    return made


def state(aws: Aws, account: str, attachment: str) -> str:
    found = aws.run(account, "DescribeTransitGatewayVpcAttachments", TransitGatewayAttachmentIds=[attachment])
    return str(found["TransitGatewayVpcAttachments"][0]["State"])


def test_a_vpc_of_the_owner_is_attached_with_the_default_tables(aws: Aws):
    gateway = aws.transit_gateway()
    attachment = aws.attach(NETWORK, gateway, "vpc-2")
    assert state(aws, NETWORK, attachment) == "pending"
    aws.wait(0.5)
    found = aws.run(NETWORK, "DescribeTransitGatewayAttachments")["TransitGatewayAttachments"][0]
    assert (found["State"], found["ResourceType"], found["ResourceId"]) == ("available", "vpc", "vpc-2")
    assert found["Association"]["State"] == "associated"
    shown = aws.run(NETWORK, "GetTransitGatewayAttachmentPropagations", TransitGatewayAttachmentId=attachment)
    assert [it["State"] for it in shown["TransitGatewayAttachmentPropagations"]] == ["enabled"]


def test_a_vpc_of_another_account_waits_for_acceptance(aws: Aws, shared: str):
    attachment = aws.attach(LEGACY, shared, "vpc-1")
    aws.wait(5)
    assert (state(aws, LEGACY, attachment), state(aws, NETWORK, attachment)) == ("pendingAcceptance",) * 2
    with pytest.raises(AwsError, match="can only be accepted or rejected by the owner"):
        aws.run(LEGACY, "AcceptTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment)
    with pytest.raises(AwsError, match="was deleted or does not exist"):
        aws.run(OTHER, "AcceptTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment)
    aws.run(NETWORK, "AcceptTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment)
    aws.wait(0.5)
    assert state(aws, LEGACY, attachment) == "available"
    with pytest.raises(AwsError, match="IncorrectState"):
        aws.run(NETWORK, "AcceptTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment)


def test_the_owner_can_reject_an_attachment(aws: Aws, shared: str):
    attachment = aws.attach(LEGACY, shared, "vpc-1")
    aws.run(NETWORK, "RejectTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment)
    aws.wait(0.5)
    assert state(aws, LEGACY, attachment) == "rejected"
    aws.attach(LEGACY, shared, "vpc-1")


def test_a_gateway_can_accept_attachments_automatically(aws: Aws):
    gateway = aws.transit_gateway(AutoAcceptSharedAttachments="enable")
    aws.share(gateway, LEGACY)
    attachment = aws.attach(LEGACY, gateway, "vpc-1")
    aws.wait(0.5)
    assert state(aws, NETWORK, attachment) == "available"


def test_a_gateway_that_is_not_shared_is_not_found(aws: Aws):
    gateway = aws.transit_gateway()
    with pytest.raises(AwsError) as refused:
        aws.attach(LEGACY, gateway, "vpc-1")
    assert refused.value.code == "InvalidTransitGatewayID.NotFound"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"VpcId": "vpc-1"}, "InvalidVpcID.NotFound"),
        ({"SubnetIds": ["subnet-x"]}, "InvalidSubnetID.NotFound"),
        ({"SubnetIds": []}, "InvalidParameterValue"),
        ({"SubnetIds": ["vpc-2-a", "vpc-2-a"]}, "DuplicateSubnetsInSameZone"),
        ({"Options": {"DnsSupport": "maybe"}}, "InvalidParameterValue"),
        ({"Options": {"Teleport": "enable"}}, "InvalidParameterValue"),
    ],
)
def test_an_invalid_attachment_is_refused(aws: Aws, change: dict[str, Any], code: str):
    request: dict[str, Any] = {"TransitGatewayId": aws.transit_gateway(), "VpcId": "vpc-2", "SubnetIds": ["vpc-2-a"]}
    with pytest.raises(AwsError) as refused:
        aws.run(NETWORK, "CreateTransitGatewayVpcAttachment", **(request | change))
    assert refused.value.code == code


def test_a_vpc_has_only_one_attachment_to_a_gateway(aws: Aws, shared: str):
    aws.attach(LEGACY, shared, "vpc-1")
    with pytest.raises(AwsError) as refused:
        aws.attach(LEGACY, shared, "vpc-1")
    assert refused.value.code == "DuplicateTransitGatewayAttachment"


def test_the_vpcs_owner_modifies_subnets_and_options_in_place(aws: Aws):
    attachment = aws.attach(NETWORK, aws.transit_gateway(), "vpc-2")
    change: dict[str, Any] = {
        "AddSubnetIds": ["vpc-2-b"],
        "RemoveSubnetIds": ["vpc-2-a"],
        "Options": {"ApplianceModeSupport": "enable"},
    }
    with pytest.raises(AwsError, match="IncorrectState"):
        aws.run(NETWORK, "ModifyTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment, **change)
    aws.wait(0.5)
    aws.run(NETWORK, "ModifyTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment, **change)
    aws.wait(0.5)
    found = aws.run(NETWORK, "DescribeTransitGatewayVpcAttachments")["TransitGatewayVpcAttachments"][0]
    assert (found["SubnetIds"], found["Options"]["ApplianceModeSupport"]) == (["vpc-2-b"], "enable")
    with pytest.raises(AwsError, match="is not a subnet of"):
        aws.run(NETWORK, "ModifyTransitGatewayVpcAttachment", TransitGatewayAttachmentId=attachment, **change)


def test_filters_restrict_the_list(aws: Aws, shared: str):
    mine, theirs = aws.attach(NETWORK, shared, "vpc-2"), aws.attach(LEGACY, shared, "vpc-1")

    def found(name: str, value: str) -> list[str]:
        filters = [{"Name": name, "Values": [value]}]
        listed = aws.run(NETWORK, "DescribeTransitGatewayAttachments", Filters=filters)["TransitGatewayAttachments"]
        return [it["TransitGatewayAttachmentId"] for it in listed]

    assert found("resource-owner-id", LEGACY) == [theirs]
    assert found("resource-id", "vpc-2") == [mine]
    assert found("state", "pendingAcceptance") == [theirs]
    assert found("resource-type", "direct-connect-gateway") == []
    assert found("transit-gateway-owner-id", NETWORK) == [mine, theirs]
