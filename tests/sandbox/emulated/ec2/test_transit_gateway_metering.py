from typing import Any

import pytest

from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws
from tests.sandbox.emulated.refusals import code_of

ENTRY = {"PolicyRuleNumber": 10, "MeteredAccount": "source-attachment-owner", "DestinationPortRange": "443-445"}


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.vpc(NETWORK, "vpc-1", "10.40.0.0/16")
    return made


@pytest.fixture
def hub(aws: Aws) -> str:
    return aws.transit_gateway()


@pytest.fixture
def attachment(aws: Aws, hub: str) -> str:
    made = aws.attach(NETWORK, hub, "vpc-1")
    aws.wait(0.5)
    return made


@pytest.fixture
def policy(aws: Aws, hub: str) -> str:
    made = aws.run(NETWORK, "CreateTransitGatewayMeteringPolicy", TransitGatewayId=hub)
    aws.wait(0.3)
    return str(made["TransitGatewayMeteringPolicy"]["TransitGatewayMeteringPolicyId"])


def run(aws: Aws, operation: str, policy: str, **request: Any) -> dict[str, Any]:
    return aws.run(NETWORK, operation, TransitGatewayMeteringPolicyId=policy, **request)


def entries(aws: Aws, policy: str) -> list[dict[str, Any]]:
    found = run(aws, "GetTransitGatewayMeteringPolicyEntries", policy)
    return list(found["TransitGatewayMeteringPolicyEntries"])


def test_entries_are_listed_in_the_order_of_their_numbers(aws: Aws, policy: str):
    create = "CreateTransitGatewayMeteringPolicyEntry"
    made = run(aws, create, policy, **ENTRY, SourceCidrBlock="10.1.2.3/16")["TransitGatewayMeteringPolicyEntry"]
    assert made["MeteringPolicyRule"] == {"SourceCidrBlock": "10.1.0.0/16", "DestinationPortRange": "443-445"}
    run(aws, create, policy, **(ENTRY | {"PolicyRuleNumber": 5}))
    assert [it["PolicyRuleNumber"] for it in entries(aws, policy)] == ["5", "10"]
    assert code_of(run, aws, create, policy, **ENTRY) == "InvalidParameterValue"
    delete = "DeleteTransitGatewayMeteringPolicyEntry"
    gone = run(aws, delete, policy, PolicyRuleNumber=10)["TransitGatewayMeteringPolicyEntry"]
    assert gone["State"] == "deleted"
    assert code_of(run, aws, delete, policy, PolicyRuleNumber=10) == (
        "InvalidTransitGatewayMeteringPolicyEntry.NotFound"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"PolicyRuleNumber": 0}, "InvalidParameterValue"),
        ({"PolicyRuleNumber": 40000}, "InvalidParameterValue"),
        ({"SourceCidrBlock": "10.0.0.0/33"}, "InvalidParameterValue"),
        ({"DestinationPortRange": "445-443"}, "InvalidParameterValue"),
        ({"DestinationPortRange": "https"}, "InvalidParameterValue"),
        ({"SourcePortRange": "65536"}, "InvalidParameterValue"),
        ({"Protocol": "tcp"}, "InvalidParameterValue"),
        ({"Protocol": "256"}, "InvalidParameterValue"),
        ({"SourceTransitGatewayAttachmentId": "tgw-attach-0"}, "InvalidTransitGatewayAttachmentID.NotFound"),
        (
            {"SourceTransitGatewayAttachmentId": "tgw-attach-0", "SourceTransitGatewayAttachmentType": "vpc"},
            "InvalidParameterCombination",
        ),
    ],
)
def test_a_wrong_entry_is_refused(aws: Aws, policy: str, changes: dict[str, Any], code: str):
    assert code_of(run, aws, "CreateTransitGatewayMeteringPolicyEntry", policy, **(ENTRY | changes)) == code
    assert entries(aws, policy) == []


def test_middleboxes_are_added_and_removed(aws: Aws, policy: str, attachment: str):
    modify = "ModifyTransitGatewayMeteringPolicy"
    made = run(aws, modify, policy, AddMiddleboxAttachmentIds=[attachment])["TransitGatewayMeteringPolicy"]
    assert (made["MiddleboxAttachmentIds"], made["State"]) == ([attachment], "modifying")
    aws.wait(0.3)
    made = run(aws, modify, policy, RemoveMiddleboxAttachmentIds=[attachment])["TransitGatewayMeteringPolicy"]
    assert made["MiddleboxAttachmentIds"] == []
    aws.wait(0.3)
    assert code_of(run, aws, modify, policy, RemoveMiddleboxAttachmentIds=[attachment]) == "InvalidParameterValue"


def test_a_deleted_policy_is_gone(aws: Aws, policy: str):
    run(aws, "DeleteTransitGatewayMeteringPolicy", policy)
    found = aws.run(NETWORK, "DescribeTransitGatewayMeteringPolicies")["TransitGatewayMeteringPolicies"]
    assert [it["State"] for it in found] == ["deleting"]
    aws.wait(0.3)
    code = code_of(run, aws, "DeleteTransitGatewayMeteringPolicy", policy)
    assert code == "InvalidTransitGatewayMeteringPolicyId.NotFound"
