from typing import Any

import pytest

from sandbox.emulated.ec2.vpn_connection_devices import GENERIC, STRONGSWAN
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws
from tests.sandbox.emulated.refusals import code_of

SAMPLE = "GetVpnConnectionDeviceSampleConfiguration"


@pytest.fixture
def aws() -> Aws:
    return Aws()


@pytest.fixture
def vpn(aws: Aws) -> str:
    options = {"TunnelOptions": [{"PreSharedKey": "a_secret.1", "TunnelInsideCidr": "169.254.60.0/30"}]}
    return aws.vpn(aws.customer_gateway(), VpnGatewayId=aws.vpn_gateway(), Options=options)


def test_every_type_of_device_has_a_sample(aws: Aws, vpn: str):
    types = aws.run(NETWORK, "GetVpnConnectionDeviceTypes")["VpnConnectionDeviceTypes"]
    assert {GENERIC, STRONGSWAN} < {each["VpnConnectionDeviceTypeId"] for each in types}
    outside = aws.vpn_connection(vpn)["VgwTelemetry"][1]["OutsideIpAddress"]
    for each in types:
        request = {"VpnConnectionId": vpn, "VpnConnectionDeviceTypeId": each["VpnConnectionDeviceTypeId"]}
        text = aws.run(NETWORK, SAMPLE, **request)["VpnConnectionDeviceSampleConfiguration"]
        assert each["Vendor"] in text
        assert "a_secret.1" in text
        assert outside in text


def test_the_generic_sample_has_addresses_and_asns(aws: Aws, vpn: str):
    request = {"VpnConnectionId": vpn, "VpnConnectionDeviceTypeId": GENERIC, "InternetKeyExchangeVersion": "ikev2"}
    text = aws.run(NETWORK, SAMPLE, **request, SampleType="recommended")["VpnConnectionDeviceSampleConfiguration"]
    for part in ("ikev2", "198.51.100.40", "169.254.60.1/30", "169.254.60.2/30", "65040", "64512"):
        assert part in text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"VpnConnectionId": "vpn-0"}, "InvalidVpnConnectionID.NotFound"),
        ({"VpnConnectionDeviceTypeId": "00000000"}, "InvalidParameterValue"),
        ({"InternetKeyExchangeVersion": "ikev3"}, "InvalidParameterValue"),
        ({"SampleType": "best"}, "InvalidParameterValue"),
        ({"SampleType": "recommended", "InternetKeyExchangeVersion": "ikev1"}, "UnsupportedOperation"),
    ],
)
def test_a_wrong_request_is_refused(aws: Aws, vpn: str, changes: dict[str, Any], code: str):
    request = {"VpnConnectionId": vpn, "VpnConnectionDeviceTypeId": GENERIC} | changes
    assert code_of(aws.run, NETWORK, SAMPLE, **request) == code


def test_a_page_has_at_least_two_hundred_types(aws: Aws):
    assert code_of(aws.run, NETWORK, "GetVpnConnectionDeviceTypes", MaxResults=5) == "InvalidParameterValue"
