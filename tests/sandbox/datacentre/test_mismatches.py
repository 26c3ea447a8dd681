"""Mismatches between AWS and the router: on both types of interface, for every peer, before and after it is up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from sandbox.datacentre.model import Interface, Ipv6
from sandbox.datacentre.report import report
from tests.sandbox.emulated.hybrid_network.aws import NETWORK, Aws, interface, line

KEY = "a-shared-key"
ASN = 65010

type Change = Callable[[Interface], Interface]
IPV4: dict[str, Change] = {
    "VLAN": lambda router_side: replace(router_side, vlan=router_side.vlan + 10),
    "customer address": lambda router_side: replace(router_side, customer_address="169.254.77.1/30"),
    "Amazon address": lambda router_side: replace(router_side, amazon_address="169.254.77.2/30"),
    "Amazon ASN": lambda router_side: replace(router_side, amazon_asn=64999),
    "BGP key": lambda router_side: replace(router_side, key="another-key"),
    "customer ASN": lambda router_side: router_side,
}
IPV6: dict[str, Change] = {
    "VLAN": IPV4["VLAN"],
    "customer address": lambda router_side: replace(router_side, ipv6=Ipv6(customer_address="2001:db8::2/125")),
    "Amazon address": lambda router_side: replace(router_side, ipv6=Ipv6(amazon_address="2001:db8::1/125")),
    "Amazon ASN": IPV4["Amazon ASN"],
    "BGP key": lambda router_side: replace(router_side, ipv6=Ipv6(key="another-key")),
    "customer ASN": IPV4["customer ASN"],
    "address family": lambda router_side: replace(router_side, ipv6=None),
}
KINDS = ("private", "transit")


@dataclass
class Ends:
    """An interface of one type, and the router's side of it."""

    aws: Aws
    kind: str
    vif: str = ""

    @property
    def matching(self) -> Interface:
        """The router's side that agrees with AWS's."""
        vlan, asn = (101, 64600) if self.kind == "private" else (102, 64601)
        return interface(vlan, asn, key=KEY, ipv6=Ipv6(key=KEY))

    def write(
        self, router_side: Interface, asn: int = ASN, prefixes: tuple[str, ...] = ("10.0.0.0/12", "2001:db8::/32")
    ) -> None:
        """Set the data centre document."""
        name = "legacy" if self.kind == "private" else "transit"
        self.aws.data_centre(line(interfaces={name: router_side}), asn=asn, prefixes=prefixes)

    def differ(self, what: str, change: Change) -> None:
        """Change one value at the router's side."""
        self.write(change(self.matching), asn=65099 if what == "customer ASN" else ASN)

    def order(self, **changes: Any) -> None:
        """Create the interface."""
        make = self.aws.private if self.kind == "private" else self.aws.transit
        self.vif = make(
            self.aws.connection(), self.aws.gateway(64600 if self.kind == "private" else 64601), authKey=KEY, **changes
        )

    def add(self, family: str) -> None:
        """Create another peer."""
        vlan = self.matching.vlan
        ends = {"amazonAddress": f"169.254.{vlan}.2/30", "customerAddress": f"169.254.{vlan}.1/30"}
        peer = {"addressFamily": family, "asn": ASN, "authKey": KEY} | (ends if family == "ipv4" else {})
        self.aws.run(NETWORK, "CreateBGPPeer", virtualInterfaceId=self.vif, newBGPPeer=peer)

    @property
    def states(self) -> tuple[str, dict[str, str]]:
        """The state of the interface, and of each BGP session by address family."""
        found = self.aws.interface(self.vif)
        return found["virtualInterfaceState"], {it["addressFamily"]: it["bgpStatus"] for it in found["bgpPeers"]}

    @property
    def report_text(self) -> str:
        """Return the data centre's report of the line."""
        found = report(self.aws.network, self.aws.resources)["lines"][0]
        return str(found)


IPV6_ONLY: dict[str, Any] = {"addressFamily": "ipv6", "amazonAddress": None, "customerAddress": None}


@pytest.fixture(params=KINDS)
def ends(request: pytest.FixtureRequest) -> Ends:
    return Ends(Aws(), request.param)


@pytest.mark.parametrize("what", IPV4)
def test_a_first_peer_stays_down_during_a_mismatch(ends: Ends, what: str):
    ends.differ(what, IPV4[what])
    ends.order()
    ends.aws.wait()
    assert ends.states == ("down", {"ipv4": "down"})
    assert f"{what}: ours" in ends.report_text
    ends.write(ends.matching)
    ends.aws.wait()
    assert ends.states == ("available", {"ipv4": "up"})


@pytest.mark.parametrize("what", IPV4)
def test_an_available_interface_goes_down_on_a_mismatch(ends: Ends, what: str):
    ends.write(ends.matching)
    ends.order()
    ends.aws.wait()
    assert ends.states == ("available", {"ipv4": "up"})
    ends.differ(what, IPV4[what])
    ends.aws.wait(0.1)
    assert ends.states == ("down", {"ipv4": "down"})
    assert f"{what}: ours" in ends.report_text


@pytest.mark.parametrize("what", IPV6)
def test_an_ipv6_peer_stays_down_during_a_mismatch(ends: Ends, what: str):
    ends.differ(what, IPV6[what])
    ends.order(**IPV6_ONLY)
    ends.aws.wait()
    assert ends.states == ("down", {"ipv6": "down"})
    assert f"{what}: ours" in ends.report_text
    ends.write(ends.matching)
    ends.aws.wait()
    assert ends.states == ("available", {"ipv6": "up"})


@pytest.mark.parametrize("what", IPV6)
def test_an_ipv6_peer_goes_down_on_a_mismatch(ends: Ends, what: str):
    ends.write(ends.matching)
    ends.order(**IPV6_ONLY)
    ends.aws.wait()
    assert ends.states == ("available", {"ipv6": "up"})
    ends.differ(what, IPV6[what])
    ends.aws.wait(0.1)
    assert ends.states == ("down", {"ipv6": "down"})


@pytest.mark.parametrize("what", ["customer address", "Amazon address", "BGP key", "address family"])
def test_one_matching_peer_of_two_keeps_the_interface_available(ends: Ends, what: str):
    ends.write(ends.matching)
    ends.order()
    ends.add("ipv6")
    ends.aws.wait()
    assert ends.states == ("available", {"ipv4": "up", "ipv6": "up"})
    ends.differ(what, IPV6[what])
    ends.aws.wait(0.1)
    assert ends.states == ("available", {"ipv4": "up", "ipv6": "down"})
    assert f"{what}: ours" in ends.report_text


@pytest.mark.parametrize("what", ["customer address", "Amazon address", "BGP key"])
def test_an_added_ipv4_peer_stays_down_during_a_mismatch(ends: Ends, what: str):
    ends.differ(what, IPV4[what])
    ends.order(**IPV6_ONLY)
    ends.add("ipv4")
    ends.aws.wait()
    assert ends.states == ("available", {"ipv6": "up", "ipv4": "down"})
    ends.write(ends.matching)
    ends.aws.wait()
    assert ends.states == ("available", {"ipv6": "up", "ipv4": "up"})


@pytest.mark.parametrize(
    "change",
    [
        {"asn": 65099},
        {"authKey": "another-key"},
        {"customerAddress": "169.254.9.1/30", "amazonAddress": "169.254.9.2/30"},
    ],
)
def test_a_peer_replaced_at_the_aws_side_must_match_too(ends: Ends, change: dict[str, Any]):
    ends.write(ends.matching)
    ends.order()
    ends.add("ipv6")
    ends.aws.wait()
    first = ends.aws.interface(ends.vif)["bgpPeers"][0]
    ends.aws.run(NETWORK, "DeleteBGPPeer", virtualInterfaceId=ends.vif, bgpPeerId=first["bgpPeerId"])
    peer = {key: first[key] for key in ("asn", "authKey", "amazonAddress", "customerAddress")} | change
    ends.aws.run(NETWORK, "CreateBGPPeer", virtualInterfaceId=ends.vif, newBGPPeer=peer)
    ends.aws.wait()
    assert ends.states == ("available", {"ipv6": "up", "ipv4": "down"})


def test_each_session_has_its_own_quota_of_100_routes(ends: Ends):
    ipv4 = tuple(f"10.{number}.0.0/16" for number in range(100))
    ipv6 = tuple(f"2001:db8:{number:x}::/48" for number in range(101))
    ends.write(ends.matching)
    ends.order()
    ends.add("ipv6")
    for prefixes, expected in (
        (ipv4 + ipv6[:100], {"ipv4": "up", "ipv6": "up"}),
        (ipv4 + ipv6, {"ipv4": "up", "ipv6": "down"}),
        ((*ipv4, "10.200.0.0/16", *ipv6[:100]), {"ipv4": "down", "ipv6": "up"}),
    ):
        ends.write(ends.matching, prefixes=prefixes)
        ends.aws.wait()
        assert ends.states == ("available", expected)
