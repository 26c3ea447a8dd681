"""ListVirtualInterfaceRoutes: accepted and advertised routes, their filters and pages."""

from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, OTHER, Aws, interface, line


@pytest.fixture
def vif(aws: Aws) -> str:
    """An available private interface with three accepted routes and one advertised."""
    aws.data_centre(line(), prefixes=("10.0.0.0/12", "10.64.0.0/16", "10.65.0.0/16"))
    gateway = aws.gateway()
    made = aws.private(aws.connection(), gateway)
    aws.run(
        NETWORK,
        "CreateDirectConnectGatewayAssociation",
        directConnectGatewayId=gateway,
        gatewayId=aws.virtual_gateway(NETWORK),
    )
    aws.wait()
    return made


def routes(aws: Aws, vif: str, account: str = NETWORK, **filters: Any) -> list[tuple[str, str]]:
    found = aws.run(account, "ListVirtualInterfaceRoutes", virtualInterfaceId=vif, filters=filters)["routes"]
    return [(it["routeDirection"], it["cidr"]) for it in found]


ACCEPTED = [("accepted", cidr) for cidr in ("10.0.0.0/12", "10.64.0.0/16", "10.65.0.0/16")]
ADVERTISED = [("advertised", "10.16.0.0/16")]


def test_both_directions_are_listed(aws: Aws, vif: str):
    assert routes(aws, vif) == ACCEPTED + ADVERTISED
    accepted, *_, advertised = aws.run(NETWORK, "ListVirtualInterfaceRoutes", virtualInterfaceId=vif)["routes"]
    assert accepted["asPath"] == [{"pathType": "seq", "path": [65010]}]
    assert accepted["communities"] == ["7224:7300"]
    assert accepted["addressFamily"] == "ipv4"
    assert accepted["routeInstalledAt"].timestamp() <= aws.now
    assert advertised["asPath"] == [{"pathType": "seq", "path": [64600]}]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"routeDirection": "accepted"}, ACCEPTED),
        ({"routeDirection": "advertised"}, ADVERTISED),
        ({"addressFamily": "ipv6"}, []),
        ({"cidrs": ["10.64.0.0/16", "10.16.0.0/16"]}, [ACCEPTED[1], *ADVERTISED]),
        ({"asPath": [64600]}, ADVERTISED),
        ({"communities": ["7224:7300"]}, ACCEPTED),
        ({"communities": ["7224:7100"]}, []),
    ],
)
def test_filters_select_routes(aws: Aws, vif: str, filters: dict[str, Any], expected: list[tuple[str, str]]):
    assert routes(aws, vif, **filters) == expected


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"routeDirection": "both"}, "routeDirection both is invalid"),
        ({"addressFamily": "ipv5"}, "addressFamily ipv5 is invalid"),
        ({"cidrs": []}, "1 to 10 CIDRs"),
        ({"cidrs": ["10.0.0.0/8"] * 11}, "1 to 10 CIDRs"),
        ({"cidrs": ["10.0.0.1/8"]}, "not a valid CIDR"),
    ],
)
def test_a_wrong_filter_is_refused(aws: Aws, vif: str, filters: dict[str, Any], message: str):
    with pytest.raises(AwsError, match=message):
        routes(aws, vif, **filters)


def test_routes_are_listed_in_pages(aws: Aws, vif: str):
    first = aws.run(NETWORK, "ListVirtualInterfaceRoutes", virtualInterfaceId=vif, maxResults=3)
    assert (len(first["routes"]), first["virtualInterfaceId"]) == (3, vif)
    rest = aws.run(
        NETWORK, "ListVirtualInterfaceRoutes", virtualInterfaceId=vif, maxResults=3, nextToken=first["nextToken"]
    )
    assert len(rest["routes"]) == 1
    with pytest.raises(AwsError, match="nextToken is invalid"):
        aws.run(NETWORK, "ListVirtualInterfaceRoutes", virtualInterfaceId=vif, nextToken="nonsense")


def test_a_session_that_is_down_has_no_routes(aws: Aws, vif: str):
    aws.data_centre()
    aws.wait(0.2)
    assert routes(aws, vif) == []


def test_only_its_accounts_see_the_routes(aws: Aws, vif: str):
    for account in (LEGACY, OTHER):
        with pytest.raises(AwsError, match="does not exist"):
            routes(aws, vif, account)
    with pytest.raises(AwsError, match="Specify a virtual interface ID"):
        aws.run(NETWORK, "ListVirtualInterfaceRoutes")


def test_an_interface_of_a_virtual_private_gateway_advertises_the_ranges_of_its_vpc(aws: Aws):
    aws.data_centre(line(interfaces={"legacy": interface(101, 64512)}))
    virtual = aws.virtual_gateway(NETWORK)
    own = aws.private(aws.connection(), "", directConnectGatewayId=None, virtualGatewayId=virtual)
    aws.wait()
    assert routes(aws, own, routeDirection="advertised") == [("advertised", "10.16.0.0/16")]
