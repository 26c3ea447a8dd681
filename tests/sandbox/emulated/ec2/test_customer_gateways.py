from typing import Any

import pytest

from tests.sandbox.emulated.hybrid_network.aws import NETWORK, OTHER, Aws
from tests.sandbox.emulated.refusals import code_of

MADE: dict[str, Any] = {"Type": "ipsec.1", "IpAddress": "198.51.100.40", "BgpAsn": 65040}
CERTIFICATE = "arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d"


@pytest.fixture
def aws() -> Aws:
    return Aws()


def listed(aws: Aws, account: str = NETWORK, **request: Any) -> list[dict[str, Any]]:
    return list(aws.run(account, "DescribeCustomerGateways", **request)["CustomerGateways"])


def test_an_identical_request_returns_the_existing_gateway_and_a_device_name_makes_another(aws: Aws):
    first, second = (aws.run(NETWORK, "CreateCustomerGateway", **MADE)["CustomerGateway"] for _ in range(2))
    other = aws.run(NETWORK, "CreateCustomerGateway", **MADE, DeviceName="second")["CustomerGateway"]
    assert first["CustomerGatewayId"] == second["CustomerGatewayId"] != other["CustomerGatewayId"]
    assert (other["DeviceName"], first["BgpAsn"], first["State"]) == ("second", "65040", "available")
    assert listed(aws, OTHER) == []


def test_filters_and_ids_select(aws: Aws):
    id_ = aws.customer_gateway()
    for name, value, count in (
        ("bgp-asn", "65040", 1),
        ("ip-address", "198.51.100.4?", 1),
        ("type", "ipsec.1", 1),
        ("state", "deleted", 0),
        ("customer-gateway-id", id_, 1),
    ):
        assert len(listed(aws, Filters=[{"Name": name, "Values": [value]}])) == count, name
    assert code_of(aws.run, NETWORK, "DescribeCustomerGateways", CustomerGatewayIds=["cgw-0"]) == (
        "InvalidCustomerGatewayID.NotFound"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Type": "ipsec.2"}, "InvalidParameterValue"),
        ({"IpAddress": "mobile"}, "InvalidParameterValue"),
        ({"IpAddress": "127.0.0.1"}, "InvalidParameterValue"),
        ({"IpAddress": None}, "MissingParameter"),
        ({"PublicIp": "198.51.100.41"}, "InvalidParameterCombination"),
        ({"BgpAsn": 0}, "InvalidParameterValue"),
        ({"BgpAsn": 2147483648}, "InvalidParameterValue"),
        ({"BgpAsn": 7224}, "InvalidParameterValue"),
        ({"BgpAsn": None, "BgpAsnExtended": 65040}, "InvalidParameterValue"),
        ({"BgpAsnExtended": 4200000000}, "InvalidParameterCombination"),
        ({"CertificateArn": "arn:aws:iam::111111111111:role/x"}, "InvalidParameterValue"),
        ({"DeviceName": "x" * 256}, "InvalidParameterValue"),
        ({"TagSpecifications": [{"ResourceType": "vpc", "Tags": []}]}, "InvalidParameterValue"),
    ],
)
def test_a_wrong_gateway_is_refused(aws: Aws, changes: dict[str, Any], code: str):
    request = {name: value for name, value in (MADE | changes).items() if value is not None}
    assert code_of(aws.run, NETWORK, "CreateCustomerGateway", **request) == code
    assert listed(aws) == []


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"BgpAsn": None}, {"BgpAsn": "65000"}),
        ({"BgpAsn": None, "BgpAsnExtended": 4200000000}, {"BgpAsnExtended": "4200000000"}),
        ({"IpAddress": None, "PublicIp": "198.51.100.41"}, {"IpAddress": "198.51.100.41"}),
        ({"IpAddress": None, "CertificateArn": CERTIFICATE}, {"CertificateArn": CERTIFICATE}),
        ({"IpAddress": "2001:DB8::1"}, {"IpAddress": "2001:db8::1"}),
    ],
)
def test_a_gateway_has_what_its_request_gives(aws: Aws, changes: dict[str, Any], shown: dict[str, str]):
    request = {name: value for name, value in (MADE | changes).items() if value is not None}
    made = aws.run(NETWORK, "CreateCustomerGateway", **request)["CustomerGateway"]
    assert {name: made[name] for name in shown} == shown


def test_a_gateway_in_use_cannot_be_deleted(aws: Aws):
    customer, virtual = aws.customer_gateway(), aws.vpn_gateway()
    vpn = aws.vpn(customer, VpnGatewayId=virtual)
    assert code_of(aws.run, NETWORK, "DeleteCustomerGateway", CustomerGatewayId=customer) == "IncorrectState"
    aws.run(NETWORK, "DeleteVpnConnection", VpnConnectionId=vpn)
    aws.run(NETWORK, "DeleteCustomerGateway", CustomerGatewayId=customer)
    assert [it["State"] for it in listed(aws)] == ["deleted"]
    assert code_of(aws.run, NETWORK, "DeleteCustomerGateway", CustomerGatewayId=customer) == (
        "InvalidCustomerGatewayID.NotFound"
    )
    assert code_of(aws.run, NETWORK, "DeleteCustomerGateway", CustomerGatewayId="vgw-1") == (
        "InvalidCustomerGatewayId.Malformed"
    )
    aws.wait(70)
    assert listed(aws) == []
