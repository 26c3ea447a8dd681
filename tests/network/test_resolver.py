"""Inbound and outbound resolver endpoints, their security groups and their rules."""

from __future__ import annotations

import pytest

from network.addressing import plan
from sandbox.estate import Estate
from tests.plans import Plan, account_of, depends_on, inputs, resources_of

pytestmark = pytest.mark.pulumi

ENDPOINT = "aws:route53/resolverEndpoint:ResolverEndpoint"
RULE = "aws:route53/resolverRule:ResolverRule"
RULE_TYPES = {
    "inbound": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "outbound": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
}


@pytest.mark.parametrize("direction", ["inbound", "outbound"])
def test_each_endpoint_has_its_planned_addresses_in_both_zones(
    reference_plan: Plan, estate: Estate, direction: str
) -> None:
    state = resources_of(reference_plan, ENDPOINT)[direction]
    assert (account_of(state), state["inputs"]["direction"]) == ("network", direction.upper())
    places = plan(estate)["network"].resolver("inbound" if direction == "inbound" else "outbound")
    assert [each["ip"] for each in state["inputs"]["ipAddresses"]] == [str(place.address) for place in places]
    assert depends_on(state, "ipAddresses") == {"network-resolver-az1", "network-resolver-az2"}
    assert depends_on(state, "securityGroupIds") == {f"resolver-{direction}"}


def allowed_ports(reference_plan: Plan, direction: str) -> set[tuple[str, str, int, int]]:
    return {
        (each["cidrIpv4"], each["ipProtocol"], each["fromPort"], each["toPort"])
        for name, each in inputs(reference_plan, RULE_TYPES[direction]).items()
        if name.startswith(f"resolver-{direction}-")
    }


def test_the_inbound_endpoint_allows_the_data_centre_and_the_outbound_endpoint(
    reference_plan: Plan, estate: Estate
) -> None:
    outbound = [f"{place.address}/32" for place in plan(estate)["network"].resolver("outbound")]
    assert allowed_ports(reference_plan, "inbound") == {
        (cidr, protocol, 53, 53) for cidr in ("10.0.0.0/12", *outbound) for protocol in ("tcp", "udp")
    }


def test_the_outbound_endpoint_allows_name_servers_and_the_inbound_endpoint(
    reference_plan: Plan, estate: Estate
) -> None:
    inbound = [f"{place.address}/32" for place in plan(estate)["network"].resolver("inbound")]
    assert allowed_ports(reference_plan, "outbound") == {
        (cidr, protocol, 53, 53) for cidr in ("10.0.0.53/32", "10.0.1.53/32", *inbound) for protocol in ("tcp", "udp")
    }


def test_each_rule_forwards_its_domain_to_the_servers_of_that_domain(reference_plan: Plan, estate: Estate) -> None:
    inbound = [str(place.address) for place in plan(estate)["network"].resolver("inbound")]
    rules = inputs(reference_plan, RULE)
    assert {(rule["domainName"], *(each["ip"] for each in rule["targetIps"])) for rule in rules.values()} == {
        (estate.datacentre.dns.domain, *map(str, estate.datacentre.dns.servers)),
        (estate.dns, *inbound),
    }
    assert [depends_on(state, "resolverEndpointId") for state in resources_of(reference_plan, RULE).values()] == [
        {"outbound"}
    ] * 2
