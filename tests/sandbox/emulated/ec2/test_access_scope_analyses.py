from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of
from tests.sandbox.emulated.ec2.test_access_scopes import GATEWAYS, scope
from tests.sandbox.emulated.ec2.vpcs import new_group


def of(*resources: str) -> dict[str, Any]:
    """Return a statement of resources."""
    return {"ResourceStatement": {"Resources": list(resources)}}


def header(**statement: Any) -> dict[str, Any]:
    """Return a statement of packet headers."""
    return {"PacketHeaderStatement": statement}


def analyzed(own: Ec2, **paths: Any) -> dict[str, Any]:
    """Analyze a new scope; return the finished analysis."""
    id_ = scope(own, **paths)
    started = own.start_network_insights_access_scope_analysis(NetworkInsightsAccessScopeId=id_, ClientToken="")
    assert started["NetworkInsightsAccessScopeAnalysis"]["Status"] == "running"
    own.clock.pass_(seconds=1)
    found = own.describe_network_insights_access_scope_analyses(NetworkInsightsAccessScopeId=id_)
    (analysis,) = found["NetworkInsightsAccessScopeAnalyses"]
    return dict(analysis)


def findings(own: Ec2, **paths: Any) -> list[tuple[str, str]]:
    """Analyze a new scope; return the first and the last component of each finding."""
    analysis = analyzed(own, **paths)
    shown = own.get_network_insights_access_scope_analysis_findings(
        NetworkInsightsAccessScopeAnalysisId=analysis["NetworkInsightsAccessScopeAnalysisId"]
    )
    assert shown["AnalysisStatus"] == "succeeded"
    assert analysis["FindingsFound"] == ("true" if shown["AnalysisFindings"] else "false")
    components = [it["FindingComponents"] for it in shown["AnalysisFindings"]]
    return [(it[0]["Component"]["Id"], it[-1]["Component"]["Id"]) for it in components]


class Site:
    """A web server with a public address in a VPC with an internet gateway, and a server inside."""

    def __init__(self, network: Network) -> None:
        self.own, self.network = network.ec2, network
        self.gateway = network.internet()
        self.own.create_route(RouteTableId=network.main, DestinationCidrBlock="0.0.0.0/0", GatewayId=self.gateway)
        self.subnet = network.subnet()
        self.groups = new_group(self.own, network.vpc, "web"), new_group(self.own, network.vpc, "inside")
        self.web = network.interface(self.subnet, Groups=[self.groups[0]])
        self.inside = network.interface(self.subnet, Groups=[self.groups[1]])
        elastic = self.own.allocate_address(Domain="vpc")
        self.own.associate_address(AllocationId=elastic["AllocationId"], NetworkInterfaceId=self.web)
        for group, port, cidr in ((self.groups[0], 443, "0.0.0.0/0"), (self.groups[1], 5432, "10.110.0.0/24")):
            self.own.authorize_security_group_ingress(
                GroupId=group, IpProtocol="tcp", FromPort=port, ToPort=port, CidrIp=cidr
            )


@pytest.fixture
def site(network: Network) -> Site:
    return Site(network)


def test_what_the_internet_reaches(site: Site):
    inbound = {"Source": GATEWAYS, "Destination": of(site.network.vpc)}
    assert findings(site.own, MatchPaths=[inbound]) == [(site.gateway, site.web)]
    site.own.revoke_security_group_ingress(
        GroupId=site.groups[0], IpProtocol="tcp", FromPort=443, ToPort=443, CidrIp="0.0.0.0/0"
    )
    assert findings(site.own, MatchPaths=[inbound]) == []


def test_inside_a_vpc(site: Site):
    inside = {"Source": of(site.web), "Destination": of(site.groups[1])}
    assert findings(site.own, MatchPaths=[inside]) == [(site.web, site.inside)]
    assert findings(site.own, MatchPaths=[{"Source": of(site.web), "Destination": of(site.web)}]) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (header(Protocols=["tcp"], DestinationPorts=["400-500"]), True),
        (header(Protocols=["udp"]), False),
        (header(DestinationPorts=["80"]), False),
        (header(SourceAddresses=["198.51.100.0/24"]), True),
        (header(SourceAddresses=["10.0.0.0/8"]), False),
    ],
)
def test_headers_at_the_source(site: Site, statement: dict[str, Any], found: bool):
    path = {"Source": {**GATEWAYS, **statement}, "Destination": of(site.web)}
    assert bool(findings(site.own, MatchPaths=[path])) is found


def test_headers_at_the_destination(site: Site):
    def found(**statement: Any) -> bool:
        destination = {**of(site.web), **header(**statement)}
        return bool(findings(site.own, MatchPaths=[{"Source": GATEWAYS, "Destination": destination}]))

    assert found(DestinationAddresses=["10.110.0.0/24"], DestinationPorts=["443"])
    assert not found(DestinationPorts=["444"])
    assert not found(DestinationAddresses=["10.110.1.0/24"])


def test_excluded_paths(site: Site):
    inbound = {"Source": GATEWAYS, "Destination": of(site.subnet)}

    def left(excluded: dict[str, Any]) -> list[tuple[str, str]]:
        return findings(site.own, MatchPaths=[inbound], ExcludePaths=[excluded])

    assert left({"Destination": of(site.inside)}) == [(site.gateway, site.web)]
    assert left({"Destination": of(site.web)}) == []
    assert left({"Source": header(DestinationPorts=["443"])}) == []
    assert left({"Source": header(SourceAddresses=["0.0.0.0/1"])}) == [(site.gateway, site.web)]
    assert left({"ThroughResources": [of(site.network.acl["NetworkAclId"])]}) == []


def test_through_resources(site: Site):
    inbound = {"Source": GATEWAYS, "Destination": of(site.web)}
    acls = {"ResourceStatement": {"ResourceTypes": ["AWS::EC2::NetworkAcl"]}}
    translators = {"ResourceStatement": {"ResourceTypes": ["AWS::EC2::NatGateway"]}}
    assert findings(site.own, MatchPaths=[{**inbound, "ThroughResources": [acls]}]) == [(site.gateway, site.web)]
    assert findings(site.own, MatchPaths=[{**inbound, "ThroughResources": [acls, translators]}]) == []


def test_findings_come_with_the_end_of_the_analysis_and_in_pages(site: Site):
    paths = [
        {"Source": of(site.web), "Destination": of(site.inside)},
        {"Source": GATEWAYS, "Destination": of(site.web)},
    ]
    id_ = scope(site.own, MatchPaths=paths)
    started = site.own.start_network_insights_access_scope_analysis(NetworkInsightsAccessScopeId=id_, ClientToken="")
    analysis = started["NetworkInsightsAccessScopeAnalysis"]["NetworkInsightsAccessScopeAnalysisId"]
    get = site.own.get_network_insights_access_scope_analysis_findings
    early = get(NetworkInsightsAccessScopeAnalysisId=analysis)
    assert (early["AnalysisStatus"], early["AnalysisFindings"]) == ("running", [])
    site.own.clock.pass_(seconds=1)
    first = get(NetworkInsightsAccessScopeAnalysisId=analysis, MaxResults=1)
    second = get(NetworkInsightsAccessScopeAnalysisId=analysis, MaxResults=1, NextToken=first["NextToken"])
    ids = [it["FindingId"] for page in (first, second) for it in page["AnalysisFindings"]]
    assert ids == ["AnalysisFinding-1", "AnalysisFinding-2"]
    (shown,) = site.own.describe_network_insights_access_scope_analyses()["NetworkInsightsAccessScopeAnalyses"]
    assert (shown["Status"], shown["AnalyzedEniCount"]) == ("succeeded", 2)
    site.own.delete_network_insights_access_scope_analysis(NetworkInsightsAccessScopeAnalysisId=analysis)
    missing = "InvalidNetworkInsightsAccessScopeAnalysisId.NotFound"
    assert code_of(get, NetworkInsightsAccessScopeAnalysisId=analysis) == missing


def test_too_many_pairs_fail_the_analysis(site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sandbox.emulated.ec2.access_scope_findings.MOST_PAIRS", 1)
    failed = analyzed(site.own, MatchPaths=[{"Source": GATEWAYS, "Destination": of(site.network.vpc)}])
    assert (failed["Status"], failed["FindingsFound"], failed["AnalyzedEniCount"]) == ("failed", "unknown", 0)
    assert "pairs of resources" in failed["StatusMessage"]
