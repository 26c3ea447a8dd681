from typing import Any

import pytest

from sandbox.datacentre.report import report
from tests.sandbox.emulated.hybrid_network.aws import Aws, interface, line

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
