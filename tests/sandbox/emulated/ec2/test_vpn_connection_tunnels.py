from typing import Any

import pytest

from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws, device
from tests.sandbox.emulated.refusals import code_of


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.devices(device())
    return made


@pytest.fixture
def vpn(aws: Aws) -> str:
    made = aws.vpn(aws.customer_gateway(), VpnGatewayId=aws.vpn_gateway())
    aws.wait()
    return made


def outside(aws: Aws, vpn: str, number: int = 0) -> str:
    return str(aws.vpn_connection(vpn)["VgwTelemetry"][number]["OutsideIpAddress"])


def run(aws: Aws, operation: str, vpn: str, **request: Any) -> dict[str, Any]:
    address = request.pop("address", None) or outside(aws, vpn)
    return aws.run(NETWORK, operation, VpnConnectionId=vpn, VpnTunnelOutsideIpAddress=address, **request)


def statuses(aws: Aws, vpn: str) -> list[str]:
    return [it["Status"] for it in aws.vpn_connection(vpn)["VgwTelemetry"]]


def test_options_of_one_tunnel_change_and_take_it_down_for_a_while(aws: Aws, vpn: str):
    options = {"TunnelInsideCidr": "169.254.99.0/30", "PreSharedKey": "another.key", "DPDTimeoutSeconds": 60}
    run(aws, "ModifyVpnTunnelOptions", vpn, TunnelOptions=options)
    assert statuses(aws, vpn)[0] == "DOWN"
    aws.wait()
    assert statuses(aws, vpn) == ["UP", "UP"]
    first, second = aws.vpn_connection(vpn)["Options"]["TunnelOptions"]
    assert (first["TunnelInsideCidr"], first["PreSharedKey"]) == ("169.254.99.0/30", "another.key")
    assert first["DpdTimeoutSeconds"] == 60
    assert "DpdTimeoutSeconds" not in second


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"TunnelOptions": {"ReplayWindowSize": 1}}, "InvalidParameterValue"),
        ({"TunnelOptions": {}}, "MissingParameter"),
        ({"TunnelOptions": {"TunnelInsideIpv6Cidr": "fd00::4/126"}}, "InvalidParameterCombination"),
        ({"TunnelOptions": {"DPDTimeoutSeconds": 60}, "SkipTunnelReplacement": True}, "InvalidParameterCombination"),
        ({"TunnelOptions": {"DPDTimeoutSeconds": 60}, "address": "203.0.113.1"}, "InvalidParameterValue"),
        ({"TunnelOptions": {"DPDTimeoutSeconds": 60}, "PreSharedKeyStorage": "SecretsManager"}, "InternalFailure"),
    ],
)
def test_a_wrong_change_is_refused(aws: Aws, vpn: str, request_: dict[str, Any], code: str):
    before = aws.vpn_connection(vpn)
    assert code_of(run, aws, "ModifyVpnTunnelOptions", vpn, **request_) == code
    assert aws.vpn_connection(vpn) == before


def test_the_range_of_the_other_tunnel_is_refused(aws: Aws, vpn: str):
    other = aws.vpn_connection(vpn)["Options"]["TunnelOptions"][1]["TunnelInsideCidr"]
    request = {"TunnelOptions": {"TunnelInsideCidr": other}}
    assert code_of(run, aws, "ModifyVpnTunnelOptions", vpn, **request) == "InvalidParameterValue"


def test_an_endpoint_is_replaced_and_its_replacement_reported(aws: Aws, vpn: str):
    before = run(aws, "GetVpnTunnelReplacementStatus", vpn)
    assert before["MaintenanceDetails"] == {"PendingMaintenance": "None"}
    assert run(aws, "ReplaceVpnTunnel", vpn) == {"Return": True}
    assert statuses(aws, vpn) == ["DOWN", "UP"]
    aws.wait()
    assert statuses(aws, vpn) == ["UP", "UP"]
    after = run(aws, "GetVpnTunnelReplacementStatus", vpn)
    assert "LastMaintenanceApplied" in after["MaintenanceDetails"]
    assert after["VpnTunnelOutsideIpAddress"] == outside(aws, vpn)


def test_a_tunnel_without_a_certificate_has_none_to_replace(aws: Aws, vpn: str):
    assert code_of(run, aws, "ModifyVpnTunnelCertificate", vpn) == "UnsupportedOperation"


def test_a_certificate_is_replaced(aws: Aws):
    arn = "arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d"
    made = aws.run(NETWORK, "CreateCustomerGateway", Type="ipsec.1", CertificateArn=arn)["CustomerGateway"]
    vpn = aws.vpn(made["CustomerGatewayId"], VpnGatewayId=aws.vpn_gateway())
    before = [it["CertificateArn"] for it in aws.vpn_connection(vpn)["VgwTelemetry"]]
    run(aws, "ModifyVpnTunnelCertificate", vpn)
    after = [it["CertificateArn"] for it in aws.vpn_connection(vpn)["VgwTelemetry"]]
    assert (before[0] != after[0], before[1] == after[1]) == (True, True)


def test_negotiated_parameters_are_shown_of_a_tunnel_that_is_up(aws: Aws, vpn: str):
    options = {"IKEVersions": [{"Value": "ikev2"}], "Phase1EncryptionAlgorithms": [{"Value": "AES256"}]}
    run(aws, "ModifyVpnTunnelOptions", vpn, TunnelOptions=options)
    aws.wait()
    status = run(aws, "GetActiveVpnTunnelStatus", vpn)["ActiveVpnTunnelStatus"]
    assert (status["IkeVersion"], status["Phase1EncryptionAlgorithm"]) == ("ikev2", "AES256")
    assert status["Phase2DHGroup"] == 2
    aws.devices()
    aws.wait()
    assert run(aws, "GetActiveVpnTunnelStatus", vpn)["ActiveVpnTunnelStatus"] == {"ProvisioningStatus": "available"}
