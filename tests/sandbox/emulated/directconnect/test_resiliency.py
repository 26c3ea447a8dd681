"""Resiliency groups and their connections."""

from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws


def group(aws: Aws, **changes: Any) -> dict[str, Any]:
    values = {"resiliencyGroupName": "lines", "intendedResiliencyModel": "high-resiliency"} | changes
    return dict(aws.run(NETWORK, "CreateResiliencyGroup", **values)["resiliencyGroup"])


@pytest.fixture
def made(aws: Aws) -> str:
    id_ = group(aws)["resiliencyGroupId"]
    aws.wait(0.2)
    return str(id_)


def associate(aws: Aws, group: str, *connections: str) -> list[dict[str, Any]]:
    done = aws.run(
        NETWORK,
        "AssociateConnectionsToResiliencyGroup",
        resiliencyGroupId=group,
        connectionIdentifiers=list(connections),
    )
    return list(done["resiliencyGroupAssociations"])


def states(aws: Aws, group: str) -> list[str]:
    found = aws.run(NETWORK, "ListResiliencyGroupAssociations", resiliencyGroupId=group)
    return [it["state"] for it in found["items"]]


def test_a_group_becomes_available(aws: Aws):
    created = group(aws, tags=[{"key": "a", "value": "b"}])
    assert (created["state"], created["resiliencyGroupType"]) == ("pending", "Managed")
    assert created["ownerAccount"] == NETWORK
    assert created["resiliencyGroupArn"].endswith(f":dx-resiliency-group/{created['resiliencyGroupId']}")
    aws.wait(0.2)
    found = aws.run(NETWORK, "GetResiliencyGroup", resiliencyGroupId=created["resiliencyGroupId"].upper())
    assert found["resiliencyGroup"] == created | {"state": "available"}


def test_groups_are_listed_for_their_account_and_region(aws: Aws, made: str):
    assert [it["resiliencyGroupId"] for it in aws.run(NETWORK, "ListResiliencyGroups")["items"]] == [made]
    assert aws.run(LEGACY, "ListResiliencyGroups") == {"items": []}
    assert aws.run(NETWORK, "ListResiliencyGroups", region="us-west-2") == {"items": []}
    with pytest.raises(AwsError, match="Could not find resiliency group"):
        aws.run(LEGACY, "GetResiliencyGroup", resiliencyGroupId=made)


def test_a_repeated_client_token_makes_no_second_group(aws: Aws):
    first = group(aws, clientToken="t")
    assert group(aws, clientToken="t")["resiliencyGroupId"] == first["resiliencyGroupId"]
    with pytest.raises(AwsError, match="client token was used"):
        group(aws, clientToken="t", resiliencyGroupName="other")
    assert group(aws)["resiliencyGroupId"] != first["resiliencyGroupId"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"resiliencyGroupName": "two words"}, "Name"),
        ({"resiliencyGroupName": ""}, "Name"),
        ({"intendedResiliencyModel": "none"}, "Resiliency model none is invalid"),
    ],
)
def test_a_wrong_group_is_refused(aws: Aws, wrong: dict[str, str], message: str):
    with pytest.raises(AwsError, match=message):
        group(aws, **wrong)


@pytest.mark.parametrize("id_", ["dxrg-1", "nonsense", "dxrg-00000000000000000"])
def test_an_unknown_group_is_refused(aws: Aws, id_: str):
    for operation in ("GetResiliencyGroup", "DeleteResiliencyGroup", "ListResiliencyGroupAssociations"):
        with pytest.raises(AwsError, match=r"invalid format|Could not find"):
            aws.run(NETWORK, operation, resiliencyGroupId=id_)


def test_connections_are_associated_by_id_and_by_arn(aws: Aws, made: str):
    first, second = aws.connection("line-1"), aws.connection("line-2")
    arn = f"arn:aws:directconnect:us-east-1:{NETWORK}:dxcon/{second}"
    done = associate(aws, made, first, arn)
    assert [it["state"] for it in done] == ["associating", "associating"]
    assert done[1] == {"resiliencyGroupId": made, "connectionArn": arn, "state": "associating"}
    aws.wait(0.2)
    assert states(aws, made) == ["associated", "associated"]
    with pytest.raises(AwsError, match="already associated"):
        associate(aws, made, first)


def test_either_all_connections_are_associated_or_none(aws: Aws, made: str):
    first = aws.connection("line-1")
    with pytest.raises(AwsError, match="Could not find Connection"):
        associate(aws, made, first, "dxcon-ffffffff")
    arn = f"arn:aws:directconnect:us-east-1:{NETWORK}:dxcon/{first}"
    with pytest.raises(AwsError, match="more than once"):
        associate(aws, made, first, arn)
    with pytest.raises(AwsError, match="1 to 50"):
        associate(aws, made)
    assert states(aws, made) == []


def test_connections_are_disassociated_and_the_group_deleted(aws: Aws, made: str):
    first = aws.connection("line-1")
    associate(aws, made, first)
    aws.wait(0.2)
    with pytest.raises(AwsError, match="has associated connections"):
        aws.run(NETWORK, "DeleteResiliencyGroup", resiliencyGroupId=made)
    gone = aws.run(
        NETWORK,
        "DisassociateConnectionsFromResiliencyGroup",
        resiliencyGroupId=made,
        connectionIdentifiers=[first],
    )
    assert [it["state"] for it in gone["resiliencyGroupAssociations"]] == ["disassociating"]
    aws.wait(0.2)
    assert states(aws, made) == ["disassociated"]
    with pytest.raises(AwsError, match="is not associated"):
        aws.run(
            NETWORK,
            "DisassociateConnectionsFromResiliencyGroup",
            resiliencyGroupId=made,
            connectionIdentifiers=[first],
        )
    assert aws.run(NETWORK, "DeleteResiliencyGroup", resiliencyGroupId=made)["resiliencyGroup"]["state"] == "deleting"
    aws.wait(0.2)
    with pytest.raises(AwsError, match="is in state deleted"):
        aws.run(NETWORK, "UpdateResiliencyGroup", resiliencyGroupId=made, resiliencyGroupName="x")


def test_a_group_is_renamed(aws: Aws, made: str):
    renamed = aws.run(NETWORK, "UpdateResiliencyGroup", resiliencyGroupId=made, resiliencyGroupName="other")
    assert renamed["resiliencyGroup"]["resiliencyGroupName"] == "other"


def test_a_group_has_tags(aws: Aws, made: str):
    arn = aws.run(NETWORK, "GetResiliencyGroup", resiliencyGroupId=made)["resiliencyGroup"]["resiliencyGroupArn"]
    aws.run(NETWORK, "TagResource", resourceArn=arn, tags=[{"key": "a", "value": "b"}])
    assert aws.run(NETWORK, "DescribeTags", resourceArns=[arn])["resourceTags"][0]["tags"] == [
        {"key": "a", "value": "b"}
    ]
