"""Interconnects, and hosted connections that move between ports."""

from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, OTHER, Aws, line


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.data_centre(line("line-1"), line("line-2"))
    return made


def interconnect(aws: Aws, name: str = "line-1", **changes: Any) -> str:
    values = {"interconnectName": name, "bandwidth": "10Gbps", "location": "EqDC2", "providerName": "Carrier"}
    return str(aws.run(NETWORK, "CreateInterconnect", **(values | changes))["interconnectId"])


def hosted(aws: Aws, port: str, vlan: int = 7, **changes: Any) -> str:
    values: dict[str, Any] = {"ownerAccount": LEGACY, "bandwidth": "1Gbps", "connectionName": "hosted", "vlan": vlan}
    made = aws.run(NETWORK, "AllocateConnectionOnInterconnect", interconnectId=port, **(values | changes))
    return str(made["connectionId"])


def test_an_interconnect_comes_up_as_a_connection_does(aws: Aws):
    id_ = interconnect(aws)
    assert aws.run(NETWORK, "DescribeInterconnects")["interconnects"][0]["interconnectState"] == "requested"
    aws.wait()
    found = aws.run(NETWORK, "DescribeInterconnects", interconnectId=id_)["interconnects"][0]
    assert (found["interconnectState"], found["interconnectName"]) == ("available", "line-1")
    assert found["providerName"] == "Carrier"


def test_interconnects_and_connections_are_listed_apart(aws: Aws):
    id_, connection = interconnect(aws), aws.connection("line-2")
    assert [it["connectionId"] for it in aws.run(NETWORK, "DescribeConnections")["connections"]] == [connection]
    assert [it["interconnectId"] for it in aws.run(NETWORK, "DescribeInterconnects")["interconnects"]] == [id_]
    with pytest.raises(AwsError, match="Could not find Interconnect"):
        aws.run(NETWORK, "DescribeInterconnects", interconnectId=connection)
    assert aws.run(LEGACY, "DescribeInterconnects") == {"interconnects": []}


def test_the_customer_of_an_interconnect_confirms_its_connection(aws: Aws):
    id_ = interconnect(aws)
    aws.wait()
    connection = hosted(aws, id_)
    listed = aws.run(NETWORK, "DescribeConnectionsOnInterconnect", interconnectId=id_)["connections"]
    assert [(it["connectionId"], it["connectionState"]) for it in listed] == [(connection, "ordering")]
    aws.run(LEGACY, "ConfirmConnection", connectionId=connection)
    aws.wait()
    found = aws.run(LEGACY, "DescribeConnections")["connections"][0]
    assert (found["connectionState"], found["partnerName"], found["vlan"]) == ("available", "Carrier", 7)


def test_the_loa_of_an_interconnect_is_issued(aws: Aws):
    id_ = interconnect(aws)
    with pytest.raises(AwsError, match="not available"):
        aws.run(NETWORK, "DescribeInterconnectLoa", interconnectId=id_)
    aws.wait(0.3)
    loa = aws.run(NETWORK, "DescribeInterconnectLoa", interconnectId=id_)["loa"]
    assert loa["loaContent"].startswith(b"%PDF")
    with pytest.raises(AwsError, match="Content type"):
        aws.run(NETWORK, "DescribeInterconnectLoa", interconnectId=id_, loaContentType="text/plain")


def test_an_interconnect_that_hosts_connections_is_not_deleted(aws: Aws):
    id_ = interconnect(aws)
    connection = hosted(aws, id_)
    with pytest.raises(AwsError, match="has hosted connections"):
        aws.run(NETWORK, "DeleteInterconnect", interconnectId=id_)
    aws.run(NETWORK, "DeleteConnection", connectionId=connection)
    aws.wait(0.3)
    assert aws.run(NETWORK, "DeleteInterconnect", interconnectId=id_) == {"interconnectState": "deleting"}
    with pytest.raises(AwsError, match="can not be deleted"):
        aws.run(NETWORK, "DeleteInterconnect", interconnectId=id_)


def test_a_connection_is_no_interconnect(aws: Aws):
    connection = aws.connection("line-2")
    for operation in ("DeleteInterconnect", "DescribeConnectionsOnInterconnect", "DescribeInterconnectLoa"):
        with pytest.raises(AwsError, match="Could not find Interconnect"):
            aws.run(NETWORK, operation, interconnectId=connection)
    with pytest.raises(AwsError, match="Could not find Interconnect"):
        hosted(aws, connection)


def test_hosted_connections_move_with_an_interconnect_that_joins_a_group(aws: Aws):
    first = interconnect(aws)
    connection = hosted(aws, first)
    aws.run(LEGACY, "ConfirmConnection", connectionId=connection)
    lag = aws.run(
        NETWORK,
        "CreateLag",
        numberOfConnections=1,
        location="EqDC2",
        connectionsBandwidth="10Gbps",
        lagName="lag",
        connectionId=first,
    )
    assert lag["allowsHostedConnections"] is True
    aws.wait()
    listed = aws.run(NETWORK, "DescribeHostedConnections", connectionId=lag["lagId"])["connections"]
    assert [(it["connectionId"], it["connectionState"]) for it in listed] == [(connection, "available")]
    with pytest.raises(AwsError, match="both connections and interconnects"):
        aws.connection("line-2", lagId=lag["lagId"])
    interconnect(aws, "line-2", lagId=lag["lagId"])


def test_a_hosted_connection_moves_with_its_interface(aws: Aws):
    first, second = interconnect(aws), interconnect(aws, "line-2")
    connection = hosted(aws, first, 101)
    aws.run(LEGACY, "ConfirmConnection", connectionId=connection)
    aws.wait()
    vif = aws.private(connection, aws.gateway(account=LEGACY), LEGACY)
    aws.wait()
    assert aws.interface(vif, LEGACY)["virtualInterfaceState"] == "available"
    moved = aws.run(NETWORK, "AssociateHostedConnection", connectionId=connection, parentConnectionId=second)
    assert moved["connectionState"] == "pending"
    aws.wait()
    assert aws.interface(vif, LEGACY)["virtualInterfaceState"] == "available"
    assert aws.run(NETWORK, "DescribeHostedConnections", connectionId=first) == {"connections": []}


def test_a_hosted_connection_does_not_move_to_a_taken_vlan_or_address(aws: Aws):
    first, second = interconnect(aws), interconnect(aws, "line-2")
    one, same_vlan, same_address = hosted(aws, first, 101), hosted(aws, second, 101), hosted(aws, second, 102)
    for connection in (one, same_address):
        aws.run(LEGACY, "ConfirmConnection", connectionId=connection)
        aws.private(connection, aws.gateway(account=LEGACY), LEGACY)
    assert same_vlan
    with pytest.raises(AwsError, match="VLAN 101 is already in use"):
        aws.run(NETWORK, "AssociateHostedConnection", connectionId=one, parentConnectionId=second)
    aws.run(NETWORK, "DeleteConnection", connectionId=same_vlan)
    with pytest.raises(AwsError, match=r"IP address 169\.254\.101\.1/30 is already in use"):
        aws.run(NETWORK, "AssociateHostedConnection", connectionId=one, parentConnectionId=second)


def test_only_the_owner_of_both_ports_moves_a_hosted_connection(aws: Aws):
    first = interconnect(aws)
    connection = hosted(aws, first)
    theirs = aws.connection("line-2", OTHER)
    with pytest.raises(AwsError, match="Could not find Connection"):
        aws.run(NETWORK, "AssociateHostedConnection", connectionId=connection, parentConnectionId=theirs)
    with pytest.raises(AwsError, match="not a hosted connection of one of your ports"):
        aws.run(LEGACY, "AssociateHostedConnection", connectionId=connection, parentConnectionId=connection)
    with pytest.raises(AwsError, match="already associated"):
        aws.run(NETWORK, "AssociateHostedConnection", connectionId=connection, parentConnectionId=first)
    small, wide = aws.connection("small", bandwidth="1Gbps"), hosted(aws, first, 8, bandwidth="10Gbps")
    with pytest.raises(AwsError, match="less bandwidth"):
        aws.run(NETWORK, "AssociateHostedConnection", connectionId=wide, parentConnectionId=small)
