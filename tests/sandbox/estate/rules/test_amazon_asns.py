from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_private_number_of_four_bytes_is_accepted(breaches: Breaches):
    found = breaches(("transit: {asn: 64601}", "transit: {asn: 4200000001}"))
    assert not found


def test_a_public_number_is_refused_for_every_gateway(breaches: Breaches):
    found = breaches(
        ("legacy: {asn: 64600}", "legacy: {asn: 7224}"),
        ("  asn: 64520", "  asn: 65535"),
        ("gateway_asn: 64512", "gateway_asn: 3320"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.gateways.legacy.asn", "7224 of the legacy Direct Connect gateway is not private"),
        ("transit.asn", "65535 of the transit gateway is not private"),
        ("accounts.legacy.vpc.gateway_asn", "3320 of the virtual private gateway of legacy is not private"),
    ]
