from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.provider.resources.ec2_security_group import RULE, SecurityGroup, as_permission, as_rules
from sandbox.provider.value_types import SetOf
from sandbox.provider.values import UNKNOWN
from tests.sandbox.provider.contract import Provider

GROUP = "sg-0123456789abcdef0"
cidrs = st.lists(st.integers(0, 255).map(lambda octet: f"10.{octet}.0.0/16"), min_size=1, max_size=3, unique=True)
rules = st.fixed_dictionaries(
    {
        "protocol": st.sampled_from(["tcp", "udp"]),
        "fromPort": st.just(443),
        "toPort": st.just(445),
        "cidrBlocks": cidrs,
    },
    optional={
        "description": st.sampled_from(["from the data centre", "from everywhere inside"]),
        "self": st.just(value=True),
        "securityGroups": st.just(["sg-0fedcba9876543210"]),
    },
)


@given(rules)
def test_a_rule_round_trips(rule: dict[str, Any]):
    assert SetOf(RULE).same(as_rules(as_permission(rule, GROUP), GROUP), [rule])


@given(rules)
def test_rules_that_aws_merges_are_distinguished_by_their_descriptions(rule: dict[str, Any]):
    other = {**rule, "cidrBlocks": ["192.0.2.0/24"], "description": "another"}
    one, two = as_permission(rule, GROUP), as_permission(other, GROUP)
    members = ("IpRanges", "UserIdGroupPairs")
    merged = {**one, **{member: [*one.get(member, []), *two.get(member, [])] for member in members}}
    assert SetOf(RULE).same(as_rules(merged, GROUP), [rule, other])


def test_a_rule_for_all_traffic_has_no_ports():
    rule = {"protocol": "all", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}
    permission = as_permission(rule, GROUP)
    assert permission == {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    assert SetOf(RULE).same(as_rules(permission, GROUP), [{**rule, "protocol": "-1"}])


def test_rules_with_different_ranges_are_not_equal():
    rule = {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/8"]}
    assert not SetOf(RULE).same([rule], [{**rule, "cidrBlocks": ["10.0.0.0/12"]}])


@pytest.mark.parametrize(
    ("number", "name"), [("6", "tcp"), ("17", "udp"), ("1", "icmp"), ("58", "icmpv6"), ("TCP", "tcp"), ("ALL", "-1")]
)
def test_a_protocol_is_the_same_by_number_and_by_name(number: str, name: str):
    rule = {"fromPort": 0, "toPort": 0, "cidrBlocks": ["10.0.0.0/8"]}
    assert as_permission({**rule, "protocol": number}, GROUP)["IpProtocol"] == name
    assert SetOf(RULE).same([{**rule, "protocol": number}], [{**rule, "protocol": name}])
    assert not SetOf(RULE).same([{**rule, "protocol": number}], [{**rule, "protocol": "50"}])


@pytest.mark.parametrize("side", ["ingress", "egress"])
@pytest.mark.parametrize(
    ("protocol", "port", "valid"),
    [
        ("-1", 0, True),
        ("-1", 65535, False),
        ("all", 443, False),
        ("tcp", 443, True),
        ("-1", UNKNOWN, True),
        (UNKNOWN, 443, True),
    ],
)
def test_a_rule_for_all_traffic_that_names_ports_is_refused(
    offline: Provider, side: str, protocol: object, port: object, valid: bool
):
    rule = {"protocol": protocol, "fromPort": 0, "toPort": port, "cidrBlocks": ["10.0.0.0/8"]}
    _, failures = offline.check(offline.urn(SecurityGroup.token), {"vpcId": "vpc-1", side: [rule]})
    assert list(failures) == ([] if valid else [f"{side}[0]"])
