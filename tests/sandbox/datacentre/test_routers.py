from typing import Any

import pytest

from sandbox.datacentre.changes import cut
from sandbox.datacentre.model import DataCentre, Line, Router
from sandbox.datacentre.report import report
from sandbox.datacentre.routers import Routers
from sandbox.emulated.hybrid_network.topology.direct_connect import connections
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws, interface, line

MISMATCHES: dict[str, tuple[dict[str, Any], str]] = {
    "VLAN": ({"vlan": 111}, "VLAN: ours 111, theirs 101"),
    "customer address": (
        {"customer_address": "169.254.101.5/30"},
        "customer address: ours 169.254.101.5/30, theirs 169.254.101.1/30",
    ),
    "Amazon address": (
        {"amazon_address": "169.254.101.6/30"},
        "Amazon address: ours 169.254.101.6/30, theirs 169.254.101.2/30",
    ),
    "length": (
        {"customer_address": "169.254.101.1/29"},
        "customer address: ours 169.254.101.1/29, theirs 169.254.101.1/30",
    ),
    "Amazon ASN": ({"amazon_asn": 64999}, "Amazon ASN: ours 64999, theirs 64600"),
    "key": ({"key": "another-key"}, "BGP key: ours and theirs differ"),
}


@pytest.fixture
def aws() -> Aws:
    return Aws()


def shown_interface(aws: Aws, *, key: str | None = "a-shared-key", **ours: Any) -> dict[str, Any]:
    """Return the data centre's report of its interface after some time."""
    router_side = interface(101, 64600, **({"key": key} | ours))
    aws.data_centre(line(interfaces={"legacy": router_side}))
    vif = aws.private(aws.connection(), aws.gateway(), authKey="a-shared-key")
    aws.wait()
    shown = report(aws.network, aws.resources)["lines"][0]["interfaces"]["legacy"]
    assert shown["state"] == aws.interface(vif)["virtualInterfaceState"]
    return dict(shown)


def test_an_interface_without_mismatches_is_available(aws: Aws):
    shown = shown_interface(aws)
    assert (shown["state"], shown["peer"], shown["why"]) == ("available", "up", [])


def test_a_router_without_a_key_uses_the_key_of_aws(aws: Aws):
    assert shown_interface(aws, key=None)["peer"] == "up"


@pytest.mark.parametrize("what", MISMATCHES)
def test_each_mismatch_keeps_the_interface_down_and_is_named(aws: Aws, what: str):
    change, message = MISMATCHES[what]
    shown = shown_interface(aws, **change)
    assert (shown["state"], shown["peer"]) == ("down", "down")
    assert message in shown["why"]


def test_a_mismatch_of_the_customer_asn_is_named(aws: Aws):
    aws.data_centre(line(), asn=65099)
    aws.private(aws.connection(), aws.gateway())
    aws.wait()
    shown = report(aws.network, aws.resources)["lines"][0]["interfaces"]["legacy"]
    assert shown["why"] == ["customer ASN: ours 65099, theirs 65010"]


def test_all_mismatches_are_named_together_and_no_key_is_shown(aws: Aws):
    shown = shown_interface(aws, key="another-key", amazon_asn=64999, customer_address="169.254.101.5/30")
    assert len(shown["why"]) == 3
    assert "another-key" not in str(shown)
    assert "a-shared-key" not in str(shown)


def test_an_ipv6_peer_without_a_router_side_is_a_mismatch(aws: Aws):
    aws.data_centre(line())
    aws.private(aws.connection(), aws.gateway(), addressFamily="ipv6", amazonAddress=None, customerAddress=None)
    aws.wait()
    shown = report(aws.network, aws.resources)["lines"][0]["interfaces"]["legacy"]
    assert shown["why"] == ["address family: ours ipv4, theirs ipv6"]


def test_more_than_100_routes_are_a_mismatch(aws: Aws):
    many = tuple(f"10.{number}.0.0/16" for number in range(101))
    aws.data_centre(line(), prefixes=many)
    aws.private(aws.connection(), aws.gateway())
    aws.wait()
    shown = report(aws.network, aws.resources)["lines"][0]["interfaces"]["legacy"]
    assert shown["why"] == ["routes: ours announces 101 prefixes, theirs closes above 100"]


def public(aws: Aws, *verified: str) -> str:
    request = {"amazonAddress": "3.3.3.2/30", "customerAddress": "3.3.3.1/30", "asn": 65010, "vlan": 103}
    made = aws.run(
        NETWORK,
        "CreatePublicVirtualInterface",
        connectionId=aws.connection(),
        newPublicVirtualInterface=request
        | {"virtualInterfaceName": "public", "routeFilterPrefixes": [{"cidr": cidr} for cidr in verified]},
    )
    aws.wait()
    return str(made["virtualInterfaceId"])


def public_line(*prefixes: str) -> Line:
    side = interface(103, 7224, customer_address="3.3.3.1/30", amazon_address="3.3.3.2/30", prefixes=prefixes)
    return line(interfaces={"public": side})


def test_a_public_interface_takes_1000_prefixes_and_no_more(aws: Aws):
    prefixes = tuple(f"3.{number // 256}.{number % 256}.0/24" for number in range(1001))
    aws.data_centre(public_line(*prefixes[:1000]))
    vif = public(aws, "3.0.0.0/8")
    assert aws.interface(vif)["virtualInterfaceState"] == "available"
    aws.data_centre(public_line(*prefixes))
    aws.wait(0.2)
    assert aws.interface(vif)["bgpPeers"][0]["bgpStatus"] == "down"
    aws.data_centre(public_line(*prefixes[:1000]))
    aws.wait()
    assert aws.interface(vif)["bgpPeers"][0]["bgpStatus"] == "up"


def test_a_public_interface_accepts_what_was_verified_alone(aws: Aws):
    aws.data_centre(public_line("3.4.5.0/24", "3.5.0.0/16"))
    vif = public(aws, "3.4.0.0/16")
    routes = aws.run(NETWORK, "ListVirtualInterfaceRoutes", virtualInterfaceId=vif)["routes"]
    assert [it["cidr"] for it in routes] == ["3.4.5.0/24"]


def test_the_routers_of_several_data_centres_have_asns_and_prefixes_of_their_own(aws: Aws):
    side = {"legacy": interface(101, 64600)}
    own = Router("dc-west", asn=65021, prefixes=("10.101.0.0/16", "2001:db8::/48"))
    aws.network.direct_connect.far_end = Routers(
        (
            DataCentre(65010, ("10.0.0.0/12",), (line(interfaces=side),), "ashburn"),
            DataCentre(
                65020, ("10.100.0.0/16",), (line("line-west", router="dc-west", interfaces=side),), "reston", (own,)
            ),
        )
    )
    gateway = aws.gateway()
    east = aws.private(aws.connection(), gateway)
    west = aws.private(aws.connection("line-west"), gateway, asn=65021)
    aws.wait()
    for vif, asn, prefixes in ((east, 65010, ["10.0.0.0/12"]), (west, 65021, ["10.101.0.0/16"])):
        routes = aws.run(NETWORK, "ListVirtualInterfaceRoutes", virtualInterfaceId=vif)["routes"]
        assert [it["cidr"] for it in routes] == prefixes
        assert routes[0]["asPath"] == [{"pathType": "seq", "path": [asn]}]


def test_a_cut_line_has_a_reason_and_a_router_in_the_topology(aws: Aws):
    aws.data_centre(line())
    connection = aws.connection()
    aws.wait()
    routers = aws.network.direct_connect.far_end
    assert isinstance(routers, Routers)
    aws.network.direct_connect.far_end = cut(routers, ("line-east", "EQDC2"), "an excavator", aws.now)
    aws.wait(0.2)
    shown = connections(aws.network.direct_connect)[connection]
    assert (shown.up, shown.router, shown.reason) == (False, "dc-east", "its state is down; an excavator")
