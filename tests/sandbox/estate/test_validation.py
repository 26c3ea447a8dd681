from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from ruamel.yaml import YAML

from sandbox.estate import Estate, EstateInvalid

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_misspelled_key_is_one_problem_and_read_as_the_right_key(breaches: Breaches):
    found = breaches(("home_region:", "home_regoin:"))
    assert found == [("organization.home_regoin", "unknown key home_regoin", "did you mean home_region?")]


def test_problems_under_a_misspelled_key_are_located(breaches: Breaches):
    found = breaches(("mobile:\n    email: aws+mobile@kiosk.example", "mobile:\n    emial: mobile"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("accounts.mobile.emial", "unknown key emial"),
        ("accounts.mobile.email", "mobile is not a valid email address"),
    ]


def test_an_unknown_key_without_a_similar_one_lists_the_known_keys(breaches: Breaches):
    found = breaches(("version: 1", "version: 1\nqqq: 2"))
    assert found == [
        (
            "qqq",
            "unknown key qqq",
            f"the keys here are: {', '.join(Estate.model_fields)}",
        )
    ]


def test_an_unknown_tier_is_an_unknown_key(breaches: Breaches):
    found = breaches(("tiers: {public: 26", "tiers: {pubilc: 26"))
    assert found == [("accounts.mobile.vpc.tiers.pubilc", "unknown key pubilc", "did you mean public?")]


def test_a_missing_key_is_located_at_its_parent(load: Callable[[str], Estate], small: str):
    with pytest.raises(EstateInvalid) as invalid:
        load(small.replace("    email: aws+mobile@kiosk.example\n", ""))
    (problem,) = invalid.value.problems
    assert (problem.path, problem.wrong) == ("accounts.mobile.email", "email is missing")
    assert small.splitlines()[(problem.line or 0) - 1] == "  mobile:"


def test_too_few_and_too_many_addresses_are_reported(breaches: Breaches):
    found = breaches(
        ("[169.254.101.1/30, 169.254.101.2/30]", "[169.254.101.1/30]"),
        ("[169.254.102.1/30, 169.254.102.2/30]", "[169.254.102.1/30, 169.254.102.2/30, 169.254.102.3/30]"),
    )
    assert [(path.removeprefix("datacentre.lines.0.interfaces."), wrong) for path, wrong, _ in found] == [
        ("legacy.addresses.1", "item 2 is missing"),
        ("transit.addresses", "addresses has 3 items"),
    ]


def test_one_problem_does_not_hide_others(breaches: Breaches):
    found = breaches(
        ("accounts:", "acounts:"),
        ("vlan: 101", "vlan: 9999"),
        ("cidr: 10.33.0.0/20", "cidr: 10.33.0.0"),
        ("bandwidth: 10Gbps", "bandwidth: 25Gbps"),
        ("gateway_asn: 64512", "gateway_asn: 64520"),
        ("table: departments", "table: department"),
        ("clients: [internet]", "clients: [mobil/app]"),
    )
    assert [path for path, _, _ in found] == [
        "datacentre.lines.0.bandwidth",
        "datacentre.lines.0.interfaces.legacy.vlan",
        "acounts",
        "accounts.legacy.vpc.gateway_asn",
        "accounts.mobile.vpc.cidr",
        "accounts.mobile.table",
        "endpoints.mobile/edge.clients.0",
    ]


def test_an_unreadable_value_is_not_checked_by_rules(breaches: Breaches):
    found = breaches(("  security: {email: aws+security@kiosk.example}", "  security: none"))
    assert [(path, wrong) for path, wrong, _ in found] == [("accounts.security", "security takes a mapping, not none")]


def test_references_to_a_value_of_the_wrong_type_are_not_reported(breaches: Breaches):
    found = breaches(
        (
            "    departments: [legacy, datacentre]\n    shared: [departments, shared, datacentre]\n",
            "    - departments\n",
        )
    )
    assert [(path, wrong) for path, wrong, _ in found] == [("transit.tables", "tables takes a mapping, not a list")]


@pytest.mark.parametrize("key", [name for name, field in Estate.model_fields.items() if field.is_required()])
def test_a_missing_required_part_is_the_only_problem(load: Callable[[str], Estate], small: str, key: str):

    yaml = YAML(typ="safe", pure=True)
    plain = yaml.load(small)
    del plain[key]
    stream = StringIO()
    yaml.dump(plain, stream)
    with pytest.raises(EstateInvalid) as invalid:
        load(stream.getvalue())
    assert [(each.path, each.wrong) for each in invalid.value.problems] == [(key, f"{key} is missing")]
