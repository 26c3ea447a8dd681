from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws


def allocate(aws: Aws, connection: str, **changes: Any) -> str:
    request: dict[str, Any] = {
        "ownerAccount": LEGACY,
        "bandwidth": "1Gbps",
        "connectionName": "share",
        "vlan": 300,
    } | changes
    return str(aws.run(NETWORK, "AllocateHostedConnection", connectionId=connection, **request)["connectionId"])


def test_a_hosted_connection_waits_for_confirmation_and_follows_its_parent(aws: Aws, connection: str):
    hosted = allocate(aws, connection)
    aws.wait(5)
    assert aws.state(hosted, LEGACY) == "ordering"
    assert aws.run(LEGACY, "ConfirmConnection", connectionId=hosted) == {"connectionState": "pending"}
    aws.wait()
    assert aws.state(hosted, LEGACY) == "available"
    aws.data_centre()
    aws.wait(0.3)
    assert aws.state(hosted, LEGACY) == "down"


def test_the_parents_owner_lists_its_hosted_connections(aws: Aws, connection: str):
    hosted = allocate(aws, connection)
    listed = aws.run(NETWORK, "DescribeHostedConnections", connectionId=connection)["connections"]
    assert [(it["connectionId"], it["ownerAccount"], it["vlan"]) for it in listed] == [(hosted, LEGACY, 300)]
    assert [it["connectionId"] for it in aws.run(NETWORK, "DescribeConnections")["connections"]] == [connection]


def test_a_hosted_connection_takes_one_interface_of_its_owner(aws: Aws, connection: str):
    hosted = allocate(aws, connection)
    aws.run(LEGACY, "ConfirmConnection", connectionId=hosted)
    aws.wait()
    gateway = aws.gateway(account=LEGACY)
    vif = aws.private(hosted, gateway, account=LEGACY)
    aws.wait()
    assert aws.interface(vif, LEGACY)["virtualInterfaceState"] == "available"
    with pytest.raises(AwsError, match="only one virtual interface"):
        aws.private(hosted, gateway, account=LEGACY, vlan=102)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"bandwidth": "25Gbps"}, "Invalid bandwidth"), ({"bandwidth": "3Gbps"}, "Invalid"), ({"vlan": 0}, "VLAN")],
)
def test_an_invalid_hosted_connection_is_refused(aws: Aws, connection: str, wrong: Any, message: str):
    with pytest.raises(AwsError, match=message):
        allocate(aws, connection, **wrong)


def test_the_vlan_is_unique_on_the_parent(aws: Aws, connection: str):
    allocate(aws, connection)
    with pytest.raises(AwsError, match="already in use"):
        allocate(aws, connection)
    with pytest.raises(AwsError, match="already in use"):
        aws.private(connection, aws.gateway(), vlan=300)


def test_a_hosted_connection_cannot_host_others_and_keeps_its_parent(aws: Aws, connection: str):
    hosted = allocate(aws, connection)
    with pytest.raises(AwsError, match="can not host others"):
        aws.run(
            LEGACY,
            "AllocateHostedConnection",
            connectionId=hosted,
            ownerAccount=NETWORK,
            bandwidth="50Mbps",
            connectionName="x",
            vlan=1,
        )
    with pytest.raises(AwsError, match="has hosted connections"):
        aws.run(NETWORK, "DeleteConnection", connectionId=connection)
    aws.run(NETWORK, "DeleteConnection", connectionId=hosted)
    aws.wait()
    aws.run(NETWORK, "DeleteConnection", connectionId=connection)
