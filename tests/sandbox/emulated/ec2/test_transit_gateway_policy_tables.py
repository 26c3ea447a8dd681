import pytest

from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws
from tests.sandbox.emulated.refusals import code_of


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.vpc(NETWORK, "vpc-1", "10.40.0.0/16")
    return made


@pytest.fixture
def hub(aws: Aws) -> str:
    return aws.transit_gateway()


@pytest.fixture
def policies(aws: Aws, hub: str) -> str:
    made = aws.run(NETWORK, "CreateTransitGatewayPolicyTable", TransitGatewayId=hub)["TransitGatewayPolicyTable"]
    assert made["State"] == "pending"
    aws.wait(0.3)
    return str(made["TransitGatewayPolicyTableId"])


def test_an_attachment_is_associated_with_one_policy_table(aws: Aws, hub: str, policies: str):
    attachment = aws.attach(NETWORK, hub, "vpc-1")
    aws.wait(0.5)
    request = {"TransitGatewayPolicyTableId": policies, "TransitGatewayAttachmentId": attachment}
    made = aws.run(NETWORK, "AssociateTransitGatewayPolicyTable", **request)["Association"]
    assert (made["State"], made["ResourceType"], made["ResourceId"]) == ("associating", "vpc", "vpc-1")
    assert code_of(aws.run, NETWORK, "AssociateTransitGatewayPolicyTable", **request) == "Resource.AlreadyAssociated"
    aws.wait(0.3)
    table = {"TransitGatewayPolicyTableId": policies}
    found = aws.run(NETWORK, "GetTransitGatewayPolicyTableAssociations", **table)["Associations"]
    assert [(it["TransitGatewayAttachmentId"], it["State"]) for it in found] == [(attachment, "associated")]
    assert code_of(aws.run, NETWORK, "DeleteTransitGatewayPolicyTable", **table) == "IncorrectState"
    aws.run(NETWORK, "DisassociateTransitGatewayPolicyTable", **request)
    assert code_of(aws.run, NETWORK, "DisassociateTransitGatewayPolicyTable", **request) == (
        "InvalidAssociation.NotFound"
    )
    aws.wait(0.3)
    assert aws.run(NETWORK, "GetTransitGatewayPolicyTableAssociations", **table)["Associations"] == []
    assert aws.run(NETWORK, "GetTransitGatewayPolicyTableEntries", **table)["TransitGatewayPolicyTableEntries"] == []
    made = aws.run(NETWORK, "DeleteTransitGatewayPolicyTable", **table)["TransitGatewayPolicyTable"]
    assert made["State"] == "deleting"
    aws.wait(0.3)
    code = code_of(aws.run, NETWORK, "DeleteTransitGatewayPolicyTable", **table)
    assert code == "InvalidTransitGatewayPolicyTableId.NotFound"


def test_a_policy_table_belongs_to_its_gateways_owner_and_goes_with_it(aws: Aws, hub: str, policies: str):
    aws.share(hub, LEGACY)
    table = {"TransitGatewayPolicyTableId": policies}
    for operation in ("GetTransitGatewayPolicyTableAssociations", "GetTransitGatewayPolicyTableEntries"):
        assert code_of(aws.run, LEGACY, operation, **table) == "InvalidTransitGatewayPolicyTableId.NotFound"
    assert aws.run(LEGACY, "DescribeTransitGatewayPolicyTables")["TransitGatewayPolicyTables"] == []
    code = code_of(aws.run, LEGACY, "CreateTransitGatewayPolicyTable", TransitGatewayId=hub)
    assert code == "UnauthorizedOperation"
    aws.run(NETWORK, "DeleteTransitGateway", TransitGatewayId=hub)
    found = aws.run(NETWORK, "DescribeTransitGatewayPolicyTables")["TransitGatewayPolicyTables"]
    assert [it["State"] for it in found] == ["deleting"]
