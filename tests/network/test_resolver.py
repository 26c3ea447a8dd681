"""Inbound and outbound resolver endpoints, their security groups and their rules."""

from __future__ import annotations

import pytest

from network.addressing import plan
from sandbox.estate import Estate
from tests.plans import Plan, entered, inputs, of, sources

pytestmark = pytest.mark.pulumi

ENDPOINT = "aws:route53/resolverEndpoint:ResolverEndpoint"
RULE = "aws:route53/resolverRule:ResolverRule"
DOORS = {
    "inbound": "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "outbound": "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
}


@pytest.mark.parametrize("direction", ["inbound", "outbound"])
def test_each_endpoint_has_its_planned_addresses_in_both_zones(whole: Plan, estate: Estate, direction: str) -> None:
    state = of(whole, ENDPOINT)[direction]
    assert (entered(state), state["inputs"]["direction"]) == ("network", direction.upper())
    places = plan(estate)["network"].resolver("inbound" if direction == "inbound" else "outbound")
    assert [each["ip"] for each in state["inputs"]["ipAddresses"]] == [str(place.address) for place in places]
    assert sources(state, "ipAddresses") == {"network-resolver-az1", "network-resolver-az2"}
    assert sources(state, "securityGroupIds") == {f"resolver-{direction}"}


def doors(whole: Plan, direction: str) -> set[tuple[str, str, int, int]]:
    return {
        (each["cidrIpv4"], each["ipProtocol"], each["fromPort"], each["toPort"])
        for name, each in inputs(whole, DOORS[direction]).items()
        if name.startswith(f"resolver-{direction}-")
    }


def test_the_inbound_endpoint_allows_the_data_centre_and_the_outbound_endpoint(whole: Plan, estate: Estate) -> None:
    outbound = [f"{place.address}/32" for place in plan(estate)["network"].resolver("outbound")]
    assert doors(whole, "inbound") == {
        (cidr, protocol, 53, 53) for cidr in ("10.0.0.0/12", *outbound) for protocol in ("tcp", "udp")
    }


def test_the_outbound_endpoint_allows_name_servers_and_the_inbound_endpoint(whole: Plan, estate: Estate) -> None:
    inbound = [f"{place.address}/32" for place in plan(estate)["network"].resolver("inbound")]
    assert doors(whole, "outbound") == {
        (cidr, protocol, 53, 53) for cidr in ("10.0.0.53/32", "10.0.1.53/32", *inbound) for protocol in ("tcp", "udp")
    }


def test_each_rule_forwards_its_domain_to_the_servers_of_that_domain(whole: Plan, estate: Estate) -> None:
    inbound = [str(place.address) for place in plan(estate)["network"].resolver("inbound")]
    rules = inputs(whole, RULE)
    assert {(said["domainName"], *(each["ip"] for each in said["targetIps"])) for said in rules.values()} == {
        (estate.datacentre.dns.domain, *map(str, estate.datacentre.dns.servers)),
        (estate.dns, *inbound),
    }
    assert [sources(state, "resolverEndpointId") for state in of(whole, RULE).values()] == [{"outbound"}] * 2
