"""Connections that join and leave a link aggregation group."""

from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws, line


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.data_centre(line("line-1"), line("line-2"), line("line-3"))
    return made


def group(aws: Aws, *names: str, name: str = "lag", **changes: Any) -> str:
    """Return an available group of connections of these names."""
    connections = [aws.connection(name) for name in names]
    aws.wait()
    values: dict[str, Any] = {
        "location": "EqDC2",
        "connectionsBandwidth": "10Gbps",
        "lagName": name,
        "numberOfConnections": 1,
    }
    made = aws.run(NETWORK, "CreateLag", **(values | {"connectionId": connections[0]} | changes))["lagId"]
    for connection in connections[1:]:
        associate(aws, connection, made)
    aws.wait()
    return str(made)


def associate(aws: Aws, connection: str, lag: str) -> dict[str, Any]:
    return aws.run(NETWORK, "AssociateConnectionWithLag", connectionId=connection, lagId=lag)


def dissociate(aws: Aws, connection: str, lag: str) -> dict[str, Any]:
    return aws.run(NETWORK, "DisassociateConnectionFromLag", connectionId=connection, lagId=lag)


def members(aws: Aws, lag: str) -> list[str]:
    found = aws.run(NETWORK, "DescribeLags", lagId=lag)["lags"][0]["connections"]
    return [it["connectionId"] for it in found]


def test_a_connection_that_joins_is_interrupted_and_comes_back(aws: Aws):
    lag = group(aws, "line-1")
    connection = aws.connection("line-2")
    aws.wait()
    joined = associate(aws, connection, lag)
    assert (joined["lagId"], joined["connectionState"]) == (lag, "pending")
    aws.wait()
    assert aws.state(connection) == "available"
    assert connection in members(aws, lag)


def test_interfaces_move_with_a_connection_that_joins(aws: Aws):
    lag = group(aws, "line-1")
    connection = aws.connection("line-2")
    vif = aws.private(connection, aws.gateway())
    aws.wait()
    associate(aws, connection, lag)
    assert aws.interface(vif)["connectionId"] == lag
    dissociate(aws, connection, lag)
    assert aws.interface(vif)["connectionId"] == lag


def test_a_connection_with_a_vlan_of_the_group_does_not_join(aws: Aws):
    lag = group(aws, "line-1")
    aws.private(lag, aws.gateway())
    connection = aws.connection("line-2")
    aws.private(connection, aws.gateway())
    with pytest.raises(AwsError, match="VLAN 101 is already in use"):
        associate(aws, connection, lag)
    assert connection not in members(aws, lag)


def test_a_connection_of_another_bandwidth_or_location_does_not_join(aws: Aws):
    lag = group(aws, "line-1")
    for other, message in (({"bandwidth": "1Gbps"}, "bandwidth of 10Gbps"), ({"location": "CSVA1"}, "at location")):
        with pytest.raises(AwsError, match=message):
            associate(aws, aws.connection("other", **other), lag)


def test_a_hosted_connection_does_not_join(aws: Aws):
    lag = group(aws, "line-1")
    connection = aws.connection("line-2")
    hosted = aws.run(
        NETWORK,
        "AllocateHostedConnection",
        connectionId=connection,
        ownerAccount=NETWORK,
        bandwidth="1Gbps",
        connectionName="hosted",
        vlan=7,
    )["connectionId"]
    with pytest.raises(AwsError, match="hosted connection"):
        associate(aws, hosted, lag)


def test_a_fifth_connection_does_not_join(aws: Aws):
    lag = group(aws, "line-1", numberOfConnections=4)
    with pytest.raises(AwsError, match=r"maximum number of connections of 10Gbps \(4\)"):
        associate(aws, aws.connection("line-2"), lag)


def test_a_member_joins_no_second_time(aws: Aws):
    lag = group(aws, "line-1")
    with pytest.raises(AwsError, match="already associated"):
        associate(aws, members(aws, lag)[0], lag)


def test_a_member_stays_where_the_group_needs_it(aws: Aws):
    lag = group(aws, "line-1", "line-2")
    aws.run(NETWORK, "UpdateLag", lagId=lag, minimumLinks=2)
    first, second = members(aws, lag)
    with pytest.raises(AwsError, match="needs 2 operational connections"):
        dissociate(aws, first, lag)
    with pytest.raises(AwsError, match="needs 2 operational connections"):
        aws.run(NETWORK, "DeleteConnection", connectionId=first)
    aws.run(NETWORK, "UpdateLag", lagId=lag, minimumLinks=1)
    assert "lagId" not in dissociate(aws, first, lag)
    assert members(aws, lag) == [second]


def test_the_last_member_may_leave(aws: Aws):
    lag = group(aws, "line-1")
    aws.run(NETWORK, "UpdateLag", lagId=lag, minimumLinks=1)
    (only,) = members(aws, lag)
    dissociate(aws, only, lag)
    aws.wait()
    assert members(aws, lag) == []
    assert aws.state(only) == "available"
    assert aws.run(NETWORK, "DescribeLags", lagId=lag)["lags"][0]["lagState"] == "down"


def test_a_member_moves_to_another_group(aws: Aws):
    one, other = group(aws, "line-1", "line-2", name="one"), group(aws, "line-3", name="other")
    moved = members(aws, one)[0]
    associate(aws, moved, other)
    assert moved in members(aws, other)
    assert moved not in members(aws, one)


def test_a_connection_that_is_no_member_does_not_leave(aws: Aws):
    lag = group(aws, "line-1")
    with pytest.raises(AwsError, match="is not associated with Lag"):
        dissociate(aws, aws.connection("line-2"), lag)


def test_a_new_connection_joins_when_it_is_ordered(aws: Aws):
    lag = group(aws, "line-1")
    connection = aws.connection("line-2", lagId=lag)
    assert connection in members(aws, lag)
    with pytest.raises(AwsError, match="bandwidth of 10Gbps"):
        aws.connection("line-3", lagId=lag, bandwidth="1Gbps")


def test_a_member_stays_where_its_share_of_the_prefixes_is_allocated(aws: Aws):
    lag = group(aws, "line-1", "line-2")
    gateways = [aws.gateway(64600), aws.gateway(64602)]
    for number in range(6):
        aws.private(
            lag,
            gateways[number % 2],
            vlan=2000 + number,
            amazonAddress=None,
            customerAddress=None,
            prefixPoolAllocatedCountIpv4=1000,
            prefixPoolAllocatedCountIpv6=0,
        )
    with pytest.raises(AwsError, match="prefix pool"):
        dissociate(aws, members(aws, lag)[0], lag)
