from typing import Any

import pytest

from tests.sandbox.emulated.hybrid_network.aws import NETWORK, OTHER, Aws
from tests.sandbox.emulated.refusals import code_of


@pytest.fixture
def aws() -> Aws:
    return Aws()


def tags(aws: Aws, customer: str) -> dict[str, str]:
    found = aws.run(NETWORK, "DescribeCustomerGateways", CustomerGatewayIds=[customer])["CustomerGateways"][0]
    return {tag["Key"]: tag["Value"] for tag in found["Tags"]}


def pairs(**values: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in values.items()]


def test_tags_are_set_and_removed_by_key_by_value_and_all(aws: Aws):
    customer = aws.customer_gateway()
    aws.run(NETWORK, "CreateTags", Resources=[customer], Tags=pairs(site="east", team="network", tier="one"))
    aws.run(NETWORK, "CreateTags", Resources=[customer], Tags=pairs(site="west"))
    assert tags(aws, customer) == {"site": "west", "team": "network", "tier": "one"}
    filters = [{"Name": "tag:site", "Values": ["west"]}]
    assert aws.run(NETWORK, "DescribeCustomerGateways", Filters=filters)["CustomerGateways"]
    aws.run(NETWORK, "DeleteTags", Resources=[customer], Tags=[{"Key": "site", "Value": "east"}, {"Key": "team"}])
    assert tags(aws, customer) == {"site": "west", "tier": "one"}
    aws.run(NETWORK, "DeleteTags", Resources=[customer])
    assert tags(aws, customer) == {}


@pytest.mark.parametrize(
    ("id_", "code"),
    [
        ("cgw-0123456789abcdef0", "InvalidCustomerGatewayID.NotFound"),
        ("vpn-0123456789abcdef0", "InvalidVpnConnectionID.NotFound"),
        ("tgw-connect-peer-0123456789abcdef0", "InvalidTransitGatewayConnectPeerID.NotFound"),
        ("tgw-ptb-0123456789abcdef0", "InvalidTransitGatewayPolicyTableId.NotFound"),
        ("tgw-mp-0123456789abcdef0", "InvalidTransitGatewayMeteringPolicyId.NotFound"),
        ("tgw-rtb-announcement-0123456789abcdef0", "InvalidTransitGatewayRouteTableAnnouncementID.NotFound"),
    ],
)
@pytest.mark.parametrize("operation", ["CreateTags", "DeleteTags"])
def test_a_resource_that_does_not_exist_has_no_tags(aws: Aws, operation: str, id_: str, code: str):
    assert code_of(aws.run, NETWORK, operation, Resources=[id_], Tags=pairs(a="b")) == code


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"Tags": []}, "MissingParameter"),
        ({"Tags": [{"Value": "x"}]}, "InvalidParameterValue"),
        ({"Tags": pairs(**{"aws:x": "y"})}, "InvalidParameterValue"),
        ({"Tags": pairs(**{"x" * 129: "y"})}, "InvalidParameterValue"),
        ({"Tags": pairs(**{f"k{n}": "v" for n in range(51)})}, "TagLimitExceeded"),
    ],
)
def test_wrong_tags_are_refused(aws: Aws, request_: dict[str, Any], code: str):
    customer = aws.customer_gateway()
    assert code_of(aws.run, NETWORK, "CreateTags", Resources=[customer], **request_) == code
    assert tags(aws, customer) == {}


def test_another_account_changes_no_tags(aws: Aws):
    customer = aws.customer_gateway()
    code = code_of(aws.run, OTHER, "CreateTags", Resources=[customer], Tags=pairs(a="b"))
    assert code == "InvalidCustomerGatewayID.NotFound"
