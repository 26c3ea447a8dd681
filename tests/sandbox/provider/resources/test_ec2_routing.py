import pytest

from sandbox.provider.resources.ec2_routing import Route
from sandbox.provider.values import UNKNOWN, Values

TO_INTERNET = {"destinationCidrBlock": "0.0.0.0/0"}
BY_GATEWAY = {"gatewayId": "igw-1"}


@pytest.mark.parametrize(
    "given",
    [{**TO_INTERNET, **BY_GATEWAY}, {"destinationPrefixListId": "pl-1", "transitGatewayId": UNKNOWN}],
)
def test_a_route_with_one_destination_and_one_target_is_accepted(given: Values):
    assert not Route().check(given)


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        (TO_INTERNET, ["gatewayId"]),
        (BY_GATEWAY, ["destinationCidrBlock"]),
        ({**TO_INTERNET, **BY_GATEWAY, "natGatewayId": UNKNOWN}, ["gatewayId"]),
        ({**TO_INTERNET, **BY_GATEWAY, "destinationIpv6CidrBlock": "::/0"}, ["destinationCidrBlock"]),
        ({}, ["destinationCidrBlock", "gatewayId"]),
    ],
)
def test_any_other_route_is_refused(given: Values, paths: list[str]):
    assert [path for path, _ in Route().check(given)] == paths
