from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_different_asns_are_accepted(breaches: Breaches):
    found = breaches(("gateway_asn: 64512", "gateway_asn: 64513"))
    assert not found


def test_a_transit_gateway_with_a_direct_connect_gateways_asn_is_refused(breaches: Breaches):
    found = breaches(("  asn: 64520", "  asn: 64601"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("transit.asn", "64601 is also the ASN of the transit Direct Connect gateway")
    ]


def test_a_virtual_private_gateway_with_the_data_centres_asn_is_refused(breaches: Breaches):
    found = breaches(("gateway_asn: 64512", "gateway_asn: 65010"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.legacy.vpc.gateway_asn", "65010 is also the ASN of the data centre")
    ]
