"""Network ACLs, evaluated as AWS does: the first rule that matches decides."""

from __future__ import annotations

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.acls import Acl, Rule, acl
from sandbox.estate import Estate
from sandbox.estate.model import Tier

NUMBERS = range(1, 32767)


def acl_of(estate: Estate, account: str, tier: Tier) -> Acl:
    vpc = estate.accounts[account].vpc
    assert vpc is not None
    return acl(estate, account, vpc, tier)


def passes(rules: tuple[Rule, ...], address: str, port: int, protocol: str = "6") -> bool:
    for rule in sorted(rules, key=lambda rule: rule.number):
        matches = rule.protocol == "-1" or (rule.protocol == protocol and rule.ports[0] <= port <= rule.ports[1])
        if matches and IPv4Address(address) in rule.cidr:
            return rule.action == "allow"
    return False


DATACENTRE, APP, DATA, EDGE, MOBILE, RECOMMENDATION, INTERNET, S3 = (
    "10.0.0.9",
    "10.16.0.9",
    "10.16.128.9",
    "10.33.192.9",
    "10.33.0.9",
    "10.35.0.9",
    "198.51.100.7",
    "52.216.0.1",
)


@pytest.mark.parametrize(
    ("account", "tier", "source", "port"),
    [
        ("legacy", "data", DATACENTRE, 5432),
        ("legacy", "data", APP, 5432),
        ("data", "data", RECOMMENDATION, 5439),
        ("legacy", "app", DATACENTRE, 443),
        ("mobile", "public", INTERNET, 443),
        ("mobile", "app", EDGE, 8443),
        ("mobile", "data", MOBILE, 6379),
    ],
)
def test_requests_of_clients_and_the_responses_pass(
    estate: Estate, account: str, tier: Tier, source: str, port: int
) -> None:
    rules = acl_of(estate, account, tier)
    assert passes(rules.ingress, source, port)
    assert passes(rules.egress, source, 40000)


@pytest.mark.parametrize(
    ("account", "tier", "source", "port"),
    [
        ("legacy", "data", DATACENTRE, 22),
        ("legacy", "data", MOBILE, 5432),
        ("data", "data", MOBILE, 5439),
        ("mobile", "data", EDGE, 6379),
        ("mobile", "data", "10.32.0.9", 6379),
        ("mobile", "public", INTERNET, 22),
        ("mobile", "public", DATACENTRE, 443),
        ("mobile", "app", INTERNET, 443),
    ],
)
def test_requests_of_others_do_not_pass(estate: Estate, account: str, tier: Tier, source: str, port: int) -> None:
    assert not passes(acl_of(estate, account, tier).ingress, source, port)


@pytest.mark.parametrize("tier", ["app", "data"])
def test_gateway_endpoints_are_reachable_from_tiers_without_internet(estate: Estate, tier: Tier) -> None:
    rules = acl_of(estate, "mobile", tier)
    assert passes(rules.egress, S3, 443)
    assert passes(rules.ingress, S3, 50000)


def test_the_data_tier_cannot_connect_to_the_private_network(estate: Estate) -> None:
    assert not passes(acl_of(estate, "mobile", "data").egress, "10.32.0.9", 443)
    assert not passes(acl_of(estate, "legacy", "data").egress, "10.36.0.9", 5432)


def test_rule_numbers_are_valid_and_unique(estate: Estate) -> None:
    for name, account in estate.accounts.items():
        for tier in account.vpc.tiers if account.vpc else ():
            for rules in (acl_of(estate, name, tier).ingress, acl_of(estate, name, tier).egress):
                numbers = [rule.number for rule in rules]
                assert len(set(numbers)) == len(numbers)
                assert all(number in NUMBERS for number in numbers)


def test_a_public_client_of_the_data_tier_is_allowed_on_one_port(estate: Estate) -> None:
    sessions = estate.endpoints["mobile/sessions"].model_copy(update={"clients": ("mobile/edge",)})
    opened = estate.model_copy(update={"endpoints": estate.endpoints | {"mobile/sessions": sessions}})
    rules = acl_of(opened, "mobile", "data").ingress
    assert passes(rules, EDGE, 6379)
    assert not passes(rules, EDGE, 22)


def test_a_new_department_changes_no_acl(estate: Estate, larger: Estate) -> None:
    for name, account in estate.accounts.items():
        for tier in account.vpc.tiers if account.vpc else ():
            assert acl_of(larger, name, tier) == acl_of(estate, name, tier)


PRIVATE = st.integers(int(IPv4Address("10.0.0.0")), int(IPv4Address("10.255.255.255"))).map(IPv4Address)


@given(source=PRIVATE, port=st.sampled_from([22, 443, 5432, 5439, 6379, 40000]))
def test_outside_the_vpc_only_named_clients_reach_the_data_tier(estate: Estate, source: IPv4Address, port: int) -> None:
    vpc = estate.accounts["legacy"].vpc
    assert vpc is not None
    named = port == 5432 and any(source in prefix for prefix in estate.datacentre.prefixes)
    assert passes(acl_of(estate, "legacy", "data").ingress, str(source), port) == (source in vpc.cidr or named)
