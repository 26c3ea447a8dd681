from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from sandbox.estate.datacentre_model import Line
from sandbox.estate.model import Guardrail

Breaches = Callable[..., list[tuple[str, str, str]]]

LEGACY = "datacentre.lines.0.interfaces.legacy"
RANGE = "write base and prefix length, for instance 10.33.0.0/16"


@pytest.mark.parametrize(
    ("old", "new", "path", "wrong", "right"),
    [
        (
            'cost_centre: "4102"',
            "cost_centre: 4102",
            "accounts.mobile.cost_centre",
            "cost_centre takes text, not 4102",
            'write it in quotes: "4102"',
        ),
        (
            "vlan: 101",
            'vlan: "101"',
            f"{LEGACY}.vlan",
            "vlan takes a whole number, not 101",
            "write it without quotes: 101",
        ),
        (
            "internet: true",
            "internet: yes",
            "accounts.mobile.internet",
            "internet takes true or false, not yes",
            "write true",
        ),
        (
            "internet: true",
            "internet: off",
            "accounts.mobile.internet",
            "internet takes true or false, not off",
            "write false",
        ),
        (
            "prefixes: [10.0.0.0/12]",
            "prefixes: 10.0.0.0/12",
            "datacentre.prefixes",
            "prefixes takes a list, not 10.0.0.0/12",
            "write [10.0.0.0/12]",
        ),
        ("version: 1", 'version: "1"', "version", "version cannot be 1", "write it without quotes: 1"),
        ("version: 1", "version: 1.0", "version", "version takes a whole number, not 1.0", "Version of this language."),
        (
            "version: 1",
            "version: true",
            "version",
            "version takes a whole number, not true",
            "Version of this language.",
        ),
        ("version: 1", "version: 2", "version", "version cannot be 2", "it is 1"),
        (
            "preference: high",
            "preference: hihg",
            "datacentre.lines.0.preference",
            "preference cannot be hihg",
            "did you mean high? it is one of low, medium, high",
        ),
        ("vlan: 101", "vlan: 4095", f"{LEGACY}.vlan", "vlan cannot be 4095", "it is 4094 or less"),
        ("port: 443", "port: 0", "endpoints.mobile/edge.port", "port cannot be 0", "it is 1 or more"),
        ("budget: 1000", "budget: 0", "accounts.mobile.budget", "budget cannot be 0", "it is more than 0"),
        (
            "cidr: 10.33.0.0/20",
            "cidr: 10.33.0.1/20",
            "accounts.mobile.vpc.cidr",
            "10.33.0.1/20 is not the base of a range",
            "the range that holds it is 10.33.0.0/20",
        ),
        (
            "cidr: 10.33.0.0/20",
            "cidr: 10.33.0.0/33",
            "accounts.mobile.vpc.cidr",
            "10.33.0.0/33 is not an IPv4 range",
            RANGE,
        ),
        ("cidr: 10.33.0.0/20", "cidr: 10", "accounts.mobile.vpc.cidr", "10 is not an IPv4 range", RANGE),
        (
            "servers: [10.0.0.53]",
            "servers: [10.0.0.530]",
            "datacentre.dns.servers.0",
            "10.0.0.530 is not an IPv4 address",
            "write four numbers of 0 to 255, for instance 10.0.0.53",
        ),
        (
            "[169.254.101.1/30, ",
            "[169.254.101.1, ",
            f"{LEGACY}.addresses.0",
            "169.254.101.1 is not an IPv4 address with its prefix length",
            "write address and prefix length, for instance 169.254.101.1/30",
        ),
        (
            "      preference: high",
            "      adopt: dxcon-1\n      preference: high",
            "datacentre.lines.0.adopt",
            "adopt cannot be dxcon-1",
            str(Line.model_fields["adopt"].description),
        ),
        (
            "      preference: high",
            "      latency: 2s\n      preference: high",
            "datacentre.lines.0.latency",
            "latency cannot be 2s",
            str(Line.model_fields["latency"].description),
        ),
    ],
)
def test_an_invalid_value_is_refused_with_what_would_be_right(
    *, breaches: Breaches, old: str, new: str, path: str, wrong: str, right: str
):
    assert breaches((old, new)) == [(path, wrong, right)]


def test_an_unknown_guardrail_is_refused_with_the_known_ones(breaches: Breaches):
    known = ", ".join(get_args(Guardrail))
    assert breaches(("deny-leaving", "deny-leavin")) == [
        ("guardrails.root.0", "item 1 cannot be deny-leavin", f"did you mean deny-leaving? it is one of {known}")
    ]


def test_a_budget_that_is_too_large_is_refused_with_the_largest(
    breaches: Callable[..., list[tuple[str, str, str]]],
):
    found = breaches(("budget: 1000", f"budget: {10**23}"))
    assert found == [("accounts.mobile.budget", f"budget cannot be {10**23}", "it is 1000000000 or less")]
    assert not breaches(("budget: 1000", "budget: 1000000000"))
