from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_two_separate_domains_are_accepted(breaches: Breaches):
    found = breaches(("dns: aws.kiosk.example", "dns: cloud.kiosk.example"))
    assert not found


def test_a_domain_inside_another_is_refused(breaches: Breaches):
    found = breaches(("dns: aws.kiosk.example", "dns: aws.dc.kiosk.example"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("dns", "aws.dc.kiosk.example and the data centre's dc.kiosk.example are one inside the other")
    ]


def test_a_domain_without_a_dot_is_refused(breaches: Breaches):
    found = breaches(("domain: dc.kiosk.example", "domain: datacentre"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.dns.domain", "'datacentre' is not a valid domain name")
    ]
