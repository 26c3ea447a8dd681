"""Both network analyzers through the engine: what a client of boto3 reads, and tags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.datacentre.http_client import until
from tests.sandbox.emulated.refusals import refusal

pytestmark = pytest.mark.engine


@pytest.fixture
def ec2(client: Callable[..., Any], account: str) -> Any:
    return client("ec2", account)


def test_a_path_and_a_scope_between_two_interfaces(ec2: Any):
    vpc = ec2.create_vpc(CidrBlock="10.139.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.139.0.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="server", Description="server", VpcId=vpc)["GroupId"]
    client, server = (
        ec2.create_network_interface(SubnetId=subnet, **groups)["NetworkInterface"]["NetworkInterfaceId"]
        for groups in ({}, {"Groups": [group]})
    )
    made = ec2.create_network_insights_path(Source=client, Destination=server, Protocol="tcp", DestinationPort=443)
    path = made["NetworkInsightsPath"]["NetworkInsightsPathId"]
    ec2.create_tags(Resources=[path], Tags=[{"Key": "Name", "Value": "web"}])
    (shown,) = ec2.describe_network_insights_paths(Filters=[{"Name": "tag:Name", "Values": ["web"]}])[
        "NetworkInsightsPaths"
    ]
    assert shown["DestinationArn"].endswith(f":network-interface/{server}")

    def analyzed() -> dict[str, Any]:
        started = ec2.start_network_insights_analysis(NetworkInsightsPathId=path)["NetworkInsightsAnalysis"]
        ids = [started["NetworkInsightsAnalysisId"]]

        def found() -> dict[str, Any]:
            (it,) = ec2.describe_network_insights_analyses(NetworkInsightsAnalysisIds=ids)["NetworkInsightsAnalyses"]
            return dict(it)

        until(lambda: found()["Status"], "succeeded")
        return found()

    (why,) = analyzed()["Explanations"]
    assert (why["ExplanationCode"], why["NetworkInterface"]["Id"]) == ("ENI_SG_RULES_MISMATCH", server)
    ec2.authorize_security_group_ingress(
        GroupId=group, IpProtocol="tcp", FromPort=443, ToPort=443, CidrIp="10.139.0.0/16"
    )
    reached = analyzed()
    assert reached["NetworkPathFound"]
    assert reached["ForwardPathComponents"][-1]["Component"]["Id"] == server
    assert refusal(ec2.delete_network_insights_path, NetworkInsightsPathId=path) == (
        "AnalysisExistsForNetworkInsightsPath"
    )
    scope = ec2.create_network_insights_access_scope(
        MatchPaths=[{"Destination": {"ResourceStatement": {"Resources": [server]}}}]
    )["NetworkInsightsAccessScope"]["NetworkInsightsAccessScopeId"]
    analysis = ec2.start_network_insights_access_scope_analysis(NetworkInsightsAccessScopeId=scope)[
        "NetworkInsightsAccessScopeAnalysis"
    ]["NetworkInsightsAccessScopeAnalysisId"]

    get = ec2.get_network_insights_access_scope_analysis_findings
    until(lambda: get(NetworkInsightsAccessScopeAnalysisId=analysis)["AnalysisStatus"], "succeeded")
    (finding,) = get(NetworkInsightsAccessScopeAnalysisId=analysis)["AnalysisFindings"]
    assert finding["FindingComponents"][0]["Component"]["Id"] == client
