"""An endpoint is a network interface at its planned address, with a security group for its clients."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from network.addressing import plan
from network.clients import Group, Range, destinations, peers
from sandbox.estate import Estate
from tests.plans import Plan, account_of, depends_on, resources_of

pytestmark = pytest.mark.pulumi

INTERFACE = "aws:ec2/networkInterface:NetworkInterface"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"


def rules(reference_plan: Plan, token: str) -> dict[str, list[Any]]:
    """Return the rules of each endpoint's security group, by the group's name."""
    found: dict[str, list[Any]] = defaultdict(list)
    for state in resources_of(reference_plan, token).values():
        (group,) = depends_on(state, "securityGroupId")
        found[group].append(state)
    return found


def test_each_endpoint_has_its_planned_address_and_its_own_security_group(reference_plan: Plan, estate: Estate) -> None:
    made = resources_of(reference_plan, INTERFACE)
    assert {state["inputs"]["description"] for state in made.values()} == set(estate.endpoints)
    assert len(made) == len(estate.endpoints)
    for account, assigned in plan(estate).items():
        for key, place in assigned.endpoints.items():
            state = made[f"{account}-{place.address}"]
            assert state["inputs"]["description"] == key
            assert account_of(state) == account
            assert state["inputs"]["privateIps"] == [str(place.address)]
            assert depends_on(state, "subnetId") == {f"{account}-{place.subnet.name}"}
            assert depends_on(state, "securityGroups") == {key.replace("/", "-")}


def test_a_security_group_allows_only_the_clients_on_the_endpoints_port(reference_plan: Plan, estate: Estate) -> None:
    ingress = rules(reference_plan, INGRESS)
    plans = plan(estate)
    for key, endpoint in estate.endpoints.items():
        states = ingress[key.replace("/", "-")]
        inputs = [state["inputs"] for state in states]
        assert {(each["ipProtocol"], each["fromPort"], each["toPort"]) for each in inputs} <= {
            (endpoint.protocol, endpoint.port, endpoint.port)
        }
        wanted = list(peers(estate, plans, key))
        groups = {name for state in states for name in depends_on(state, "referencedSecurityGroupId")}
        assert groups == {peer.endpoint.replace("/", "-") for peer in wanted if isinstance(peer, Group)}
        ranges = sorted(each["cidrIpv4"] for each in inputs if "cidrIpv4" in each)
        assert ranges == sorted(str(peer.cidr) for peer in wanted if isinstance(peer, Range))


@pytest.mark.parametrize(
    ("endpoint", "ranges", "services"),
    [
        ("mobile/app", {("-1", "10.0.0.0/8")}, {"mobile-s3", "mobile-dynamodb"}),
        ("mobile/sessions", set(), {"mobile-s3", "mobile-dynamodb"}),
        ("mobile/edge", {("-1", "10.33.0.0/16"), ("tcp", "0.0.0.0/0")}, set()),
    ],
)
def test_the_egress_rules_depend_on_the_tier(
    reference_plan: Plan, endpoint: str, ranges: set[tuple[str, str]], services: set[str]
) -> None:
    egress = rules(reference_plan, EGRESS)[endpoint.replace("/", "-")]
    values = [state["inputs"] for state in egress]
    assert {(each["ipProtocol"], each["cidrIpv4"]) for each in values if "cidrIpv4" in each} == ranges
    assert {name for state in egress for name in depends_on(state, "prefixListId")} == services
    assert all(
        (each["fromPort"], each["toPort"]) == (443, 443)
        for each in values
        if "prefixListId" in each or each["cidrIpv4"] == "0.0.0.0/0"
    )


def test_egress_rules_allow_no_more_than_the_tiers_destinations(reference_plan: Plan, estate: Estate) -> None:
    egress = rules(reference_plan, EGRESS)
    for key, endpoint in estate.endpoints.items():
        everything = [s["inputs"] for s in egress[key.replace("/", "-")] if s["inputs"]["ipProtocol"] == "-1"]
        account = key.partition("/")[0]
        assert {each["cidrIpv4"] for each in everything} == set(map(str, destinations(estate, account, endpoint.tier)))


def test_only_endpoints_for_the_internet_have_a_public_address(reference_plan: Plan, estate: Estate) -> None:
    addresses = resources_of(reference_plan, "aws:ec2/eip:Eip")
    assert set(addresses) == {
        key.replace("/", "-") for key, each in estate.endpoints.items() if "internet" in each.clients
    }
    place = plan(estate)["mobile"].endpoints["mobile/edge"]
    assert depends_on(addresses["mobile-edge"], "networkInterface") == {f"mobile-{place.address}"}
