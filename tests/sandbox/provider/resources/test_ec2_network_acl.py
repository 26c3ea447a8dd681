from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.provider.resources.ec2_network_acl import RULE, DefaultNetworkAcl, NetworkAcl, as_entry, as_rule
from tests.sandbox.provider.contract import Provider

ports = st.integers(0, 65535)
rules = st.fixed_dictionaries(
    {
        "ruleNo": st.integers(1, 32766),
        "action": st.sampled_from(["allow", "deny"]),
        "protocol": st.sampled_from(["6", "17", "tcp", "udp"]),
        "cidrBlock": st.just("10.0.0.0/8"),
        "fromPort": ports,
        "toPort": ports,
    }
)


@given(rules)
def test_a_rule_round_trips(rule: dict[str, Any]):
    assert RULE.same(as_rule(as_entry(rule, "ruleNo", "action"), "ruleNo", "action"), rule)


@pytest.mark.parametrize("name", ["-1", "all"])
def test_a_rule_for_all_traffic_has_no_ports(name: str):
    rule = {"ruleNo": 100, "action": "allow", "protocol": name, "cidrBlock": "0.0.0.0/0", "fromPort": 0, "toPort": 0}
    entry = as_entry(rule, "ruleNo", "action")
    assert "PortRange" not in entry
    assert RULE.same(as_rule(entry, "ruleNo", "action"), rule)


def test_a_rule_for_icmp_has_type_and_code_instead_of_ports():
    ping = {"ruleNo": 100, "action": "allow", "protocol": "icmp", "cidrBlock": "10.0.0.0/8", "icmpType": 8}
    entry = as_entry({**ping, "icmpCode": 0, "fromPort": 0, "toPort": 0}, "ruleNo", "action")
    assert entry["IcmpTypeCode"] == {"Type": 8, "Code": 0}
    assert "PortRange" not in entry


def test_rules_with_different_actions_or_ports_are_not_equal():
    rule = {"ruleNo": 1, "action": "allow", "protocol": "6", "cidrBlock": "10.0.0.0/8", "fromPort": 1, "toPort": 2}
    assert not RULE.same(rule, {**rule, "action": "deny"})
    assert not RULE.same(rule, {**rule, "toPort": 3})


@pytest.mark.parametrize("token", [NetworkAcl.token, DefaultNetworkAcl.token])
def test_a_rule_for_all_traffic_that_names_ports_is_refused(offline: Provider, token: str):
    of_vpc = {"vpcId": "vpc-1"} if token == NetworkAcl.token else {"defaultNetworkAclId": "acl-1"}
    rule = {"ruleNo": 1, "action": "allow", "protocol": "all", "cidrBlock": "0.0.0.0/0", "fromPort": 0, "toPort": 0}
    assert not offline.check(offline.urn(token), {**of_vpc, "egress": [rule]})[1]
    assert list(offline.check(offline.urn(token), {**of_vpc, "egress": [{**rule, "toPort": 443}]})[1]) == ["egress[0]"]
