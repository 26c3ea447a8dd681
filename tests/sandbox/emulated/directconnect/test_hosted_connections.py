from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws, line


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.data_centre(line())
    return made


@pytest.fixture
def parent(aws: Aws) -> str:
    made = aws.connection()
    aws.wait()
    return made


def allocate(aws: Aws, parent: str, **changes: Any) -> str:
    request: dict[str, Any] = {
        "ownerAccount": LEGACY,
        "bandwidth": "1Gbps",
        "connectionName": "share",
        "vlan": 300,
    } | changes
    return str(aws.run(NETWORK, "AllocateHostedConnection", connectionId=parent, **request)["connectionId"])


def test_a_hosted_connection_waits_for_confirmation_and_follows_its_parent(aws: Aws, parent: str):
    hosted = allocate(aws, parent)
    aws.wait(5)
    assert aws.state(hosted, LEGACY) == "ordering"
    assert aws.run(LEGACY, "ConfirmConnection", connectionId=hosted) == {"connectionState": "pending"}
    aws.wait()
    assert aws.state(hosted, LEGACY) == "available"
    aws.data_centre()
    aws.wait(0.3)
    assert aws.state(hosted, LEGACY) == "down"


def test_the_parents_owner_lists_its_hosted_connections(aws: Aws, parent: str):
    hosted = allocate(aws, parent)
    listed = aws.run(NETWORK, "DescribeHostedConnections", connectionId=parent)["connections"]
    assert [(it["connectionId"], it["ownerAccount"], it["vlan"]) for it in listed] == [(hosted, LEGACY, 300)]
    assert [it["connectionId"] for it in aws.run(NETWORK, "DescribeConnections")["connections"]] == [parent]


def test_a_hosted_connection_takes_one_interface_of_its_owner(aws: Aws, parent: str):
    hosted = allocate(aws, parent)
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
def test_an_invalid_hosted_connection_is_refused(aws: Aws, parent: str, wrong: Any, message: str):
    with pytest.raises(AwsError, match=message):
        allocate(aws, parent, **wrong)


def test_the_vlan_is_unique_on_the_parent(aws: Aws, parent: str):
    allocate(aws, parent)
    with pytest.raises(AwsError, match="already in use"):
        allocate(aws, parent)
    with pytest.raises(AwsError, match="already in use"):
        aws.private(parent, aws.gateway(), vlan=300)


def test_a_hosted_connection_cannot_host_others_and_keeps_its_parent(aws: Aws, parent: str):
    hosted = allocate(aws, parent)
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
        aws.run(NETWORK, "DeleteConnection", connectionId=parent)
    aws.run(NETWORK, "DeleteConnection", connectionId=hosted)
    aws.wait()
    aws.run(NETWORK, "DeleteConnection", connectionId=parent)
