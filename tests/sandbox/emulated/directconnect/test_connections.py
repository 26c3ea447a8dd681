from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws, line


@pytest.fixture
def aws() -> Aws:
    return Aws()


def test_a_connection_stays_pending_without_a_line(aws: Aws):
    connection = aws.connection()
    assert aws.state(connection) == "requested"
    aws.wait(10)
    assert aws.state(connection) == "pending"


def test_a_matching_line_makes_a_connection_available(aws: Aws):
    aws.data_centre(line())
    connection = aws.connection()
    seen = [aws.state(connection)]
    for _ in range(20):
        aws.wait(0.1)
        if aws.state(connection) != seen[-1]:
            seen.append(aws.state(connection))
    assert seen == ["requested", "pending", "available"]


@pytest.mark.parametrize(
    "other", [line("line-west"), line(location="CSVA1"), line(bandwidth="1Gbps")], ids=["name", "location", "bandwidth"]
)
def test_a_line_that_differs_leaves_a_connection_pending(aws: Aws, other: Any):
    aws.data_centre(other)
    connection = aws.connection()
    aws.wait(10)
    assert aws.state(connection) == "pending"


def test_a_connection_is_down_while_its_line_is_missing(aws: Aws):
    aws.data_centre(line())
    connection = aws.connection()
    aws.wait()
    aws.data_centre()
    aws.wait(0.1)
    assert aws.state(connection) == "down"
    aws.data_centre(line())
    aws.wait(0.1)
    assert aws.state(connection) == "available"


def test_a_location_code_is_case_insensitive(aws: Aws):
    aws.data_centre(line(location="EQDC2"))
    connection = aws.connection(location="EqDC2")
    aws.wait()
    assert aws.state(connection) == "available"


def test_one_line_matches_one_connection_and_the_oldest_is_first(aws: Aws):
    aws.data_centre(line())
    first, second = aws.connection(), aws.connection(account=LEGACY)
    aws.wait()
    assert (aws.state(first), aws.state(second, LEGACY)) == ("available", "pending")
    aws.run(NETWORK, "DeleteConnection", connectionId=first)
    aws.wait()
    assert aws.state(second, LEGACY) == "available"


def test_a_connection_is_not_visible_in_other_accounts_and_regions(aws: Aws):
    connection = aws.connection()
    assert aws.run(LEGACY, "DescribeConnections")["connections"] == []
    assert aws.run(NETWORK, "DescribeConnections", region="us-west-2")["connections"] == []
    with pytest.raises(AwsError, match=f"Could not find Connection with ID {connection}"):
        aws.state(connection, LEGACY)


def test_an_id_with_an_invalid_format_is_refused(aws: Aws):
    with pytest.raises(AwsError, match="has an invalid format"):
        aws.state("line-east")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"location": "Moon"}, "Invalid location: Moon"),
        ({"location": "EqSE2"}, "Invalid location"),
        ({"bandwidth": "2Gbps"}, "Invalid bandwidth"),
        ({"connectionName": ""}, "Name"),
        ({"lagId": "dxlag-1"}, "Lag ID dxlag-1 has an invalid format"),
        ({"lagId": "dxlag-12345678"}, "Could not find Lag with ID dxlag-12345678"),
        ({"billingMode": "Free"}, "Billing mode Free is invalid"),
        ({"bandwidth": "1Gbps", "requestMACSec": True}, "not available for 1Gbps"),
        ({"tags": [{"key": "aws:x"}]}, "reserved"),
    ],
)
def test_an_invalid_request_is_refused(aws: Aws, wrong: Any, message: str):
    with pytest.raises(AwsError, match=message) as refused:
        aws.connection(**wrong)
    assert refused.value.code == "DirectConnectClientException"


def test_an_account_has_10_connections_in_a_location(aws: Aws):
    for number in range(10):
        aws.connection(f"line-{number}")
    with pytest.raises(AwsError, match="limit of 10 connections at location EqDC2"):
        aws.connection("one-more")
    aws.connection("elsewhere", location="CSVA1")


def test_a_billing_mode_is_changed_for_all_connections_or_for_none(aws: Aws):
    first, second = aws.connection("line-1"), aws.connection("line-2", billingMode="FlatRateTier1")
    changed = aws.run(
        NETWORK, "UpdateConnectionsBillingMode", connectionIds=[first, second], billingMode="FlatRateTier2"
    )
    assert [it["billingMode"] for it in changed["connections"]] == ["FlatRateTier2"] * 2
    with pytest.raises(AwsError, match="Could not find Connection"):
        aws.run(
            NETWORK,
            "UpdateConnectionsBillingMode",
            connectionIds=[first, "dxcon-ffffffff"],
            billingMode="FlatRateTier3",
        )
    found = aws.run(NETWORK, "DescribeConnections")["connections"]
    assert [it["billingMode"] for it in found] == ["FlatRateTier2"] * 2


@pytest.mark.parametrize(("ids", "mode"), [([], "FlatRateTier1"), (["dxcon-ffffffff"] * 201, "FlatRateTier1")])
def test_a_change_of_billing_modes_names_1_to_200_connections(aws: Aws, ids: list[str], mode: str):
    with pytest.raises(AwsError, match="1 to 200"):
        aws.run(NETWORK, "UpdateConnectionsBillingMode", connectionIds=ids, billingMode=mode)


def test_a_connection_with_an_interface_is_not_deleted(aws: Aws):
    connection = aws.connection()
    vif = aws.private(connection, aws.gateway())
    with pytest.raises(AwsError, match="has virtual interfaces"):
        aws.run(NETWORK, "DeleteConnection", connectionId=connection)
    aws.run(NETWORK, "DeleteVirtualInterface", virtualInterfaceId=vif)
    aws.wait()
    aws.run(NETWORK, "DeleteConnection", connectionId=connection)
    assert aws.state(connection) == "deleting"
    aws.wait()
    assert aws.state(connection) == "deleted"
    aws.wait(70)
    assert aws.run(NETWORK, "DescribeConnections")["connections"] == []


def test_a_connection_can_be_renamed_but_not_encrypted(aws: Aws):
    connection = aws.connection()
    renamed = aws.run(NETWORK, "UpdateConnection", connectionId=connection, connectionName="line-2")
    assert renamed["connectionName"] == "line-2"
    with pytest.raises(AwsError, match="MACsec"):
        aws.run(NETWORK, "UpdateConnection", connectionId=connection, encryptionMode="must_encrypt")


def test_long_lists_have_pages(aws: Aws):
    ids = {aws.connection(name=f"line-{number}") for number in range(5)}
    first = aws.run(NETWORK, "DescribeConnections", maxResults=3)
    rest = aws.run(NETWORK, "DescribeConnections", maxResults=3, nextToken=first["nextToken"])
    assert {it["connectionId"] for it in first["connections"] + rest["connections"]} == ids
    assert "nextToken" not in rest
    with pytest.raises(AwsError, match="nextToken"):
        aws.run(NETWORK, "DescribeConnections", nextToken="forged")


def test_locations_are_those_of_the_region(aws: Aws):
    codes = {it["locationCode"] for it in aws.run(NETWORK, "DescribeLocations")["locations"]}
    assert {"EQDC2", "CSVA1"} <= codes
    assert "EQSE2" not in codes
