"""Link aggregation groups: creation, limits, the minimum of links, deletion."""

from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws, line


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.data_centre(line("line-1"), line("line-2"))
    return made


def lag(aws: Aws, number: int = 1, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "location": "EqDC2",
        "connectionsBandwidth": "10Gbps",
        "lagName": "lag",
        "numberOfConnections": number,
    }
    return aws.run(NETWORK, "CreateLag", **(values | changes))


def state(aws: Aws, id_: str) -> str:
    return str(aws.run(NETWORK, "DescribeLags", lagId=id_)["lags"][0]["lagState"])


def cabled(aws: Aws) -> str:
    """Return a group of two connections, each with a line of its own."""
    made = lag(aws, 2)
    for number, member in enumerate(made["connections"], start=1):
        aws.run(NETWORK, "UpdateConnection", connectionId=member["connectionId"], connectionName=f"line-{number}")
    aws.wait()
    return str(made["lagId"])


def test_a_group_has_the_connections_that_it_was_requested_with(aws: Aws):
    made = lag(aws, 2, childConnectionTags=[{"key": "a", "value": "b"}], tags=[{"key": "c", "value": "d"}])
    assert (made["lagState"], made["numberOfConnections"], made["minimumLinks"]) == ("requested", 2, 0)
    names = [it["connectionName"] for it in made["connections"]]
    assert names == [f"Requested Connection {n} for Lag {made['lagId']}" for n in (1, 2)]
    assert all(it["lagId"] == made["lagId"] for it in made["connections"])
    assert made["connections"][0]["tags"] == [{"key": "a", "value": "b"}]
    assert made["tags"] == [{"key": "c", "value": "d"}]
    aws.wait(0.2)
    found = aws.run(NETWORK, "DescribeLags")["lags"][0]
    assert {it["awsDeviceV2"] for it in found["connections"]} == {found["awsDeviceV2"]}


def test_a_group_is_available_when_a_member_is(aws: Aws):
    id_ = cabled(aws)
    assert state(aws, id_) == "available"


def test_a_group_without_a_line_stays_pending(aws: Aws):
    id_ = str(lag(aws)["lagId"])
    aws.wait(5)
    assert state(aws, id_) == "pending"


def test_the_minimum_of_links_decides_when_a_group_is_down(aws: Aws):
    id_ = cabled(aws)
    aws.data_centre(line("line-1"))
    aws.wait(0.2)
    assert state(aws, id_) == "available"
    aws.run(NETWORK, "UpdateLag", lagId=id_, minimumLinks=2)
    aws.wait(0.2)
    assert state(aws, id_) == "down"
    aws.data_centre(line("line-1"), line("line-2"))
    aws.wait(0.2)
    assert state(aws, id_) == "available"


def test_a_group_without_any_line_is_down(aws: Aws):
    id_ = cabled(aws)
    aws.data_centre()
    aws.wait(0.2)
    assert state(aws, id_) == "down"


@pytest.mark.parametrize(("bandwidth", "most"), [("1Gbps", 4), ("10Gbps", 4), ("100Gbps", 2), ("400Gbps", 2)], ids=str)
def test_a_group_has_4_connections_or_2_of_100_gigabits(aws: Aws, bandwidth: str, most: int):
    assert len(lag(aws, most, connectionsBandwidth=bandwidth)["connections"]) == most
    with pytest.raises(AwsError, match=f"1 to {most} connections"):
        lag(aws, most + 1, connectionsBandwidth=bandwidth)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"numberOfConnections": 0}, "1 to 4 connections"),
        ({"location": "Moon"}, "Invalid location"),
        ({"connectionsBandwidth": "2Gbps"}, "Invalid bandwidth"),
        ({"lagName": ""}, "Name"),
        ({"connectionId": "dxcon-ffffffff"}, "Could not find Connection"),
        ({"connectionId": "line"}, "invalid format"),
        ({"connectionsBandwidth": "1Gbps", "requestMACSec": True}, "not available for 1Gbps"),
        ({"billingMode": "PortPairFlatRateTier1"}, "Billing mode"),
    ],
)
def test_a_wrong_group_is_refused_and_nothing_is_created(aws: Aws, wrong: dict[str, Any], message: str):
    with pytest.raises(AwsError, match=message):
        lag(aws, **wrong)
    assert aws.run(NETWORK, "DescribeLags") == {"lags": []}
    assert aws.run(NETWORK, "DescribeConnections") == {"connections": []}


def test_an_account_has_10_groups_in_a_region(aws: Aws):
    connection = aws.connection("line-1")
    for number in range(10):
        member = lag(aws, lagName=f"lag-{number}")["connections"][0]["connectionId"]
        aws.run(NETWORK, "DeleteConnection", connectionId=member)
        aws.wait(0.3)
    with pytest.raises(AwsError, match="limit of 10 LAGs"):
        lag(aws, connectionId=connection)


def test_an_existing_connection_counts(aws: Aws):
    connection = aws.connection("line-1")
    made = lag(aws, 2, connectionId=connection)
    ids = [it["connectionId"] for it in made["connections"]]
    assert len(ids) == 2
    assert connection in ids


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"minimumLinks": 5}, "between 0 and 4"),
        ({"minimumLinks": -1}, "between 0 and 4"),
        ({"lagName": "?"}, "Name"),
        ({"encryptionMode": "must_encrypt"}, "not MAC Security"),
        ({"lagId": "dxlag-ffffffff"}, "Could not find Lag"),
        ({"lagId": "lag"}, "invalid format"),
    ],
)
def test_a_wrong_update_is_refused_and_changes_nothing(aws: Aws, wrong: dict[str, Any], message: str):
    made = lag(aws)
    with pytest.raises(AwsError, match=message):
        aws.run(NETWORK, "UpdateLag", **({"lagId": made["lagId"]} | wrong))
    found = aws.run(NETWORK, "DescribeLags")["lags"][0]
    assert (found["lagName"], found["minimumLinks"]) == ("lag", 0)


def test_a_group_is_renamed(aws: Aws):
    made = lag(aws)
    assert aws.run(NETWORK, "UpdateLag", lagId=made["lagId"], lagName="other")["lagName"] == "other"


def test_a_deleted_group_leaves_its_connections(aws: Aws):
    id_ = cabled(aws)
    assert aws.run(NETWORK, "DeleteLag", lagId=id_)["lagState"] == "deleting"
    aws.wait()
    assert state(aws, id_) == "deleted"
    found = aws.run(NETWORK, "DescribeConnections")["connections"]
    assert [it["connectionState"] for it in found] == ["available", "available"]
    assert not any("lagId" in it for it in found)
    with pytest.raises(AwsError, match="can not be deleted"):
        aws.run(NETWORK, "DeleteLag", lagId=id_)


def test_a_group_with_interfaces_is_not_deleted(aws: Aws):
    id_ = cabled(aws)
    vif = aws.private(id_, aws.gateway())
    with pytest.raises(AwsError, match="has virtual interfaces"):
        aws.run(NETWORK, "DeleteLag", lagId=id_)
    aws.run(NETWORK, "DeleteVirtualInterface", virtualInterfaceId=vif)
    aws.wait(0.3)
    assert aws.run(NETWORK, "DeleteLag", lagId=id_)["lagState"] == "deleting"


def test_an_interface_of_a_group_survives_the_loss_of_a_line(aws: Aws):
    id_ = cabled(aws)
    vif = aws.private(id_, aws.gateway())
    aws.wait()
    assert aws.interface(vif)["virtualInterfaceState"] == "available"
    assert aws.interface(vif)["connectionId"] == id_
    aws.data_centre(line("line-2"))
    aws.wait(0.2)
    assert aws.interface(vif)["virtualInterfaceState"] == "available"
    aws.data_centre()
    aws.wait(0.2)
    assert aws.interface(vif)["virtualInterfaceState"] == "down"


def test_a_member_takes_no_interface_of_its_own(aws: Aws):
    member = lag(aws)["connections"][0]["connectionId"]
    with pytest.raises(AwsError, match="Use the ID of the LAG"):
        aws.private(member, aws.gateway())


def test_other_accounts_see_no_groups(aws: Aws):
    id_ = lag(aws)["lagId"]
    assert aws.run(LEGACY, "DescribeLags") == {"lags": []}
    assert aws.run(NETWORK, "DescribeLags", region="us-west-2") == {"lags": []}
    with pytest.raises(AwsError, match="Could not find Lag"):
        aws.run(LEGACY, "DescribeLags", lagId=id_)


def test_groups_are_listed_in_pages(aws: Aws):
    for number in range(3):
        lag(aws, lagName=f"lag-{number}")
    page = aws.run(NETWORK, "DescribeLags", maxResults=2)
    assert [it["lagName"] for it in page["lags"]] == ["lag-0", "lag-1"]
    rest = aws.run(NETWORK, "DescribeLags", maxResults=2, nextToken=page["nextToken"])
    assert [it["lagName"] for it in rest["lags"]] == ["lag-2"]
    assert "nextToken" not in rest


def test_a_group_has_a_loa_with_its_members(aws: Aws):
    made = lag(aws, 2)
    aws.wait(0.3)
    loa = aws.run(NETWORK, "DescribeLoa", connectionId=made["lagId"])["loaContent"]
    for member in made["connections"]:
        assert member["connectionId"].encode() in loa
