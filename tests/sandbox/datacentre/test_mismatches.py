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
FOUR: dict[str, Change] = {
    "VLAN": lambda half: replace(half, vlan=half.vlan + 10),
    "customer address": lambda half: replace(half, customer_address="169.254.77.1/30"),
    "Amazon address": lambda half: replace(half, amazon_address="169.254.77.2/30"),
    "Amazon ASN": lambda half: replace(half, amazon_asn=64999),
    "BGP key": lambda half: replace(half, key="another-key"),
    "customer ASN": lambda half: half,
}
SIX: dict[str, Change] = {
    "VLAN": FOUR["VLAN"],
    "customer address": lambda half: replace(half, ipv6=Ipv6(customer_address="2001:db8::2/125")),
    "Amazon address": lambda half: replace(half, ipv6=Ipv6(amazon_address="2001:db8::1/125")),
    "Amazon ASN": FOUR["Amazon ASN"],
    "BGP key": lambda half: replace(half, ipv6=Ipv6(key="another-key")),
    "customer ASN": FOUR["customer ASN"],
    "address family": lambda half: replace(half, ipv6=None),
}
KINDS = ("private", "transit")


@dataclass
class Ends:
    """An interface of one type, and the router's side of it."""

    aws: Aws
    kind: str
    vif: str = ""

    @property
    def agreeing(self) -> Interface:
        """The router's side that agrees with AWS's."""
        vlan, asn = (101, 64600) if self.kind == "private" else (102, 64601)
        return interface(vlan, asn, key=KEY, ipv6=Ipv6(key=KEY))

    def write(
        self, half: Interface, asn: int = ASN, prefixes: tuple[str, ...] = ("10.0.0.0/12", "2001:db8::/32")
    ) -> None:
        """Set the data centre document."""
        name = "legacy" if self.kind == "private" else "transit"
        self.aws.data_centre(line(interfaces={name: half}), asn=asn, prefixes=prefixes)

    def differ(self, what: str, change: Change) -> None:
        """Change one value at the router's side."""
        self.write(change(self.agreeing), asn=65099 if what == "customer ASN" else ASN)

    def order(self, **changes: Any) -> None:
        """Create the interface."""
        make = self.aws.private if self.kind == "private" else self.aws.transit
        self.vif = make(
            self.aws.connection(), self.aws.gateway(64600 if self.kind == "private" else 64601), authKey=KEY, **changes
        )

    def add(self, family: str) -> None:
        """Create another peer."""
        vlan = self.agreeing.vlan
        ends = {"amazonAddress": f"169.254.{vlan}.2/30", "customerAddress": f"169.254.{vlan}.1/30"}
        asked = {"addressFamily": family, "asn": ASN, "authKey": KEY} | (ends if family == "ipv4" else {})
        self.aws.ask(NETWORK, "CreateBGPPeer", virtualInterfaceId=self.vif, newBGPPeer=asked)

    @property
    def seen(self) -> tuple[str, dict[str, str]]:
        """The state of the interface, and of each BGP session by address family."""
        shown = self.aws.interface(self.vif)
        return shown["virtualInterfaceState"], {it["addressFamily"]: it["bgpStatus"] for it in shown["bgpPeers"]}

    @property
    def why(self) -> str:
        """Return the data centre's report of the line."""
        shown = report(self.aws.network.direct_connect, {})["lines"][0]
        return str(shown)


SIX_ALONE: dict[str, Any] = {"addressFamily": "ipv6", "amazonAddress": None, "customerAddress": None}


@pytest.fixture(params=KINDS)
def ends(request: pytest.FixtureRequest) -> Ends:
    return Ends(Aws(), request.param)


@pytest.mark.parametrize("what", FOUR)
def test_a_first_peer_stays_down_during_a_mismatch(ends: Ends, what: str):
    ends.differ(what, FOUR[what])
    ends.order()
    ends.aws.wait()
    assert ends.seen == ("down", {"ipv4": "down"})
    assert f"{what}: ours" in ends.why
    ends.write(ends.agreeing)
    ends.aws.wait()
    assert ends.seen == ("available", {"ipv4": "up"})


@pytest.mark.parametrize("what", FOUR)
def test_an_available_interface_goes_down_on_a_mismatch(ends: Ends, what: str):
    ends.write(ends.agreeing)
    ends.order()
    ends.aws.wait()
    assert ends.seen == ("available", {"ipv4": "up"})
    ends.differ(what, FOUR[what])
    ends.aws.wait(0.1)
    assert ends.seen == ("down", {"ipv4": "down"})
    assert f"{what}: ours" in ends.why


@pytest.mark.parametrize("what", SIX)
def test_an_ipv6_peer_stays_down_during_a_mismatch(ends: Ends, what: str):
    ends.differ(what, SIX[what])
    ends.order(**SIX_ALONE)
    ends.aws.wait()
    assert ends.seen == ("down", {"ipv6": "down"})
    assert f"{what}: ours" in ends.why
    ends.write(ends.agreeing)
    ends.aws.wait()
    assert ends.seen == ("available", {"ipv6": "up"})


@pytest.mark.parametrize("what", SIX)
def test_an_ipv6_peer_goes_down_on_a_mismatch(ends: Ends, what: str):
    ends.write(ends.agreeing)
    ends.order(**SIX_ALONE)
    ends.aws.wait()
    assert ends.seen == ("available", {"ipv6": "up"})
    ends.differ(what, SIX[what])
    ends.aws.wait(0.1)
    assert ends.seen == ("down", {"ipv6": "down"})


@pytest.mark.parametrize("what", ["customer address", "Amazon address", "BGP key", "address family"])
def test_one_matching_peer_of_two_keeps_the_interface_available(ends: Ends, what: str):
    ends.write(ends.agreeing)
    ends.order()
    ends.add("ipv6")
    ends.aws.wait()
    assert ends.seen == ("available", {"ipv4": "up", "ipv6": "up"})
    ends.differ(what, SIX[what])
    ends.aws.wait(0.1)
    assert ends.seen == ("available", {"ipv4": "up", "ipv6": "down"})
    assert f"{what}: ours" in ends.why


@pytest.mark.parametrize("what", ["customer address", "Amazon address", "BGP key"])
def test_an_added_ipv4_peer_stays_down_during_a_mismatch(ends: Ends, what: str):
    ends.differ(what, FOUR[what])
    ends.order(**SIX_ALONE)
    ends.add("ipv4")
    ends.aws.wait()
    assert ends.seen == ("available", {"ipv6": "up", "ipv4": "down"})
    ends.write(ends.agreeing)
    ends.aws.wait()
    assert ends.seen == ("available", {"ipv6": "up", "ipv4": "up"})


@pytest.mark.parametrize(
    "change",
    [
        {"asn": 65099},
        {"authKey": "another-key"},
        {"customerAddress": "169.254.9.1/30", "amazonAddress": "169.254.9.2/30"},
    ],
)
def test_a_peer_replaced_at_the_aws_side_must_match_too(ends: Ends, change: dict[str, Any]):
    ends.write(ends.agreeing)
    ends.order()
    ends.add("ipv6")
    ends.aws.wait()
    first = ends.aws.interface(ends.vif)["bgpPeers"][0]
    ends.aws.ask(NETWORK, "DeleteBGPPeer", virtualInterfaceId=ends.vif, bgpPeerId=first["bgpPeerId"])
    asked = {key: first[key] for key in ("asn", "authKey", "amazonAddress", "customerAddress")} | change
    ends.aws.ask(NETWORK, "CreateBGPPeer", virtualInterfaceId=ends.vif, newBGPPeer=asked)
    ends.aws.wait()
    assert ends.seen == ("available", {"ipv6": "up", "ipv4": "down"})


def test_each_session_has_its_own_quota_of_100_routes(ends: Ends):
    four = tuple(f"10.{number}.0.0/16" for number in range(100))
    six = tuple(f"2001:db8:{number:x}::/48" for number in range(101))
    ends.write(ends.agreeing)
    ends.order()
    ends.add("ipv6")
    for prefixes, expected in (
        (four + six[:100], {"ipv4": "up", "ipv6": "up"}),
        (four + six, {"ipv4": "up", "ipv6": "down"}),
        ((*four, "10.200.0.0/16", *six[:100]), {"ipv4": "down", "ipv6": "up"}),
    ):
        ends.write(ends.agreeing, prefixes=prefixes)
        ends.aws.wait()
        assert ends.seen == ("available", expected)
