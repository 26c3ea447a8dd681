"""The metrics of Direct Connect in CloudWatch, at one moment."""

from typing import Any

from sandbox.emulated.directconnect.metrics import fingerprint, metrics
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws, interface_request, line


def values(aws: Aws, account: str = NETWORK) -> dict[tuple[str, tuple[str, ...]], float]:
    found = metrics(aws.network, aws.resources)
    return {
        (one.name, tuple(value for _, value in one.dimensions)): value
        for one, value in found.items()
        if one.account == account
    }


def test_a_connection_without_a_cross_connect_has_no_metrics(aws: Aws):
    aws.data_centre()
    aws.connection()
    aws.wait()
    assert metrics(aws.network, aws.resources) == {}


def test_a_connection_is_1_while_it_is_up_and_0_while_it_is_down(aws: Aws, connection: str):
    assert values(aws) == {("ConnectionState", (connection,)): 1}
    aws.data_centre()
    aws.wait(0.2)
    assert values(aws) == {("ConnectionState", (connection,)): 0}


def test_an_interface_has_status_and_prefixes_of_each_family(aws: Aws, connection: str):
    gateway = aws.gateway()
    vif = aws.private(connection, gateway)
    associated: dict[str, Any] = {"directConnectGatewayId": gateway, "gatewayId": aws.virtual_gateway(NETWORK)}
    aws.run(NETWORK, "CreateDirectConnectGatewayAssociation", **associated)
    aws.wait()
    for dimensions in ((connection, vif), (connection, vif, "ipv4")):
        found = values(aws)
        assert found["VirtualInterfaceBgpStatus", dimensions] == 1
        assert found["VirtualInterfaceBgpPrefixesAccepted", dimensions] == 1
        assert found["VirtualInterfaceBgpPrefixesAdvertised", dimensions] == 1
    aws.data_centre()
    aws.wait(0.2)
    down = values(aws)
    assert down.pop(("ConnectionState", (connection,))) == 0
    assert set(down.values()) == {0}
    assert len(down) == 6


def test_both_accounts_of_a_hosted_interface_have_its_metrics(aws: Aws, connection: str):
    aws.run(
        NETWORK,
        "AllocatePrivateVirtualInterface",
        connectionId=connection,
        ownerAccount=LEGACY,
        newPrivateVirtualInterfaceAllocation=interface_request(101),
    )
    vif = aws.run(LEGACY, "DescribeVirtualInterfaces")["virtualInterfaces"][0]["virtualInterfaceId"]
    assert ("VirtualInterfaceBgpStatus", (connection, vif)) not in values(aws)
    gateway = aws.gateway(account=LEGACY)
    confirmed: dict[str, Any] = {"virtualInterfaceId": vif, "directConnectGatewayId": gateway}
    aws.run(LEGACY, "ConfirmPrivateVirtualInterface", **confirmed)
    aws.wait()
    for account in (NETWORK, LEGACY):
        assert values(aws, account)["VirtualInterfaceBgpStatus", (connection, vif)] == 1
        assert values(aws, account)["ConnectionState", (connection,)] == 1


def test_encryption_is_reported_for_ports_with_macsec(aws: Aws):
    connection = aws.connection(requestMACSec=True)
    aws.wait()
    assert values(aws)["ConnectionEncryptionState", (connection,)] == 0
    key: dict[str, Any] = {"ckn": "0a" * 32, "cak": "1b" * 32}
    aws.run(NETWORK, "AssociateMacSecKey", connectionId=connection, **key)
    aws.wait(0.2)
    assert values(aws)["ConnectionEncryptionState", (connection,)] == 1


def test_a_group_has_a_state_of_its_own(aws: Aws):
    aws.data_centre(line("line-1"), line("line-2"))
    connection = aws.connection("line-1")
    wanted: dict[str, Any] = {"location": "EqDC2", "connectionsBandwidth": "10Gbps", "lagName": "lag"}
    lag = aws.run(NETWORK, "CreateLag", numberOfConnections=1, connectionId=connection, **wanted)["lagId"]
    aws.wait()
    assert values(aws) == {("ConnectionState", (connection,)): 1, ("ConnectionState", (lag,)): 1}


def test_the_fingerprint_changes_with_what_the_metrics_show(aws: Aws, connection: str):
    gateway = aws.gateway()
    aws.private(connection, gateway)
    aws.wait()
    seen = [fingerprint(aws.network.direct_connect)]
    aws.wait()
    assert fingerprint(aws.network.direct_connect) == seen[0]
    aws.data_centre()
    aws.wait(0.2)
    seen.append(fingerprint(aws.network.direct_connect))
    aws.data_centre(line(), prefixes=("10.0.0.0/12", "10.64.0.0/16"))
    aws.wait()
    seen.append(fingerprint(aws.network.direct_connect))
    associated: dict[str, Any] = {"directConnectGatewayId": gateway, "gatewayId": aws.virtual_gateway(NETWORK)}
    aws.run(NETWORK, "CreateDirectConnectGatewayAssociation", **associated)
    aws.wait()
    seen.append(fingerprint(aws.network.direct_connect))
    assert len(set(seen)) == len(seen)
