import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws


@pytest.mark.parametrize("router", [None, "CiscoSystemsInc-2900SeriesRouters-IOS124"])
def test_a_configuration_has_the_values_that_both_ends_must_share(router: str | None):
    aws = Aws()
    vif = aws.private(aws.connection(), aws.gateway(), authKey="a-shared-key")
    shown = aws.run(NETWORK, "DescribeRouterConfiguration", virtualInterfaceId=vif, routerTypeIdentifier=router)
    for value in ("101", "65010", "64600", "a-shared-key", "169.254.101.1", "169.254.101.2"):
        assert value in shown["customerRouterConfig"]
    assert shown["virtualInterfaceName"] == "vlan-101"


def test_an_unknown_router_is_refused_with_the_known_ones():
    aws = Aws()
    vif = aws.private(aws.connection(), aws.gateway())
    with pytest.raises(AwsError, match=r"Use CiscoSystemsInc.*, FRRouting"):
        aws.run(NETWORK, "DescribeRouterConfiguration", virtualInterfaceId=vif, routerTypeIdentifier="toaster")
