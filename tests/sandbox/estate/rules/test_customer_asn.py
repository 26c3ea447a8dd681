from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_public_number_of_the_customers_own_is_accepted(breaches: Breaches):
    found = breaches(("  asn: 65010", "  asn: 3320"))
    assert not found


def test_amazons_own_number_is_refused(breaches: Breaches):
    found = breaches(("  asn: 65010", "  asn: 7224"))
    assert [(path, wrong) for path, wrong, _ in found] == [("datacentre.asn", "7224 is Amazon's own ASN")]


def test_a_reserved_number_is_refused(breaches: Breaches):
    found = breaches(("  asn: 65010", "  asn: 23456"))
    assert [(path, wrong) for path, wrong, _ in found] == [("datacentre.asn", "23456 is reserved")]
