from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.in_process import Ec2, code_of

GATEWAYS = {"ResourceStatement": {"ResourceTypes": ["AWS::EC2::InternetGateway"]}}


def scope(own: Ec2, **request: Any) -> str:
    made = own.create_network_insights_access_scope(**{"ClientToken": "", **request})
    return str(made["NetworkInsightsAccessScope"]["NetworkInsightsAccessScopeId"])


def test_a_scope_keeps_its_paths(own: Ec2):
    tags = [{"ResourceType": "network-insights-access-scope", "Tags": [{"Key": "Name", "Value": "egress"}]}]
    paths = {"MatchPaths": [{"Source": GATEWAYS}], "ExcludePaths": [{"Destination": GATEWAYS}]}
    id_ = scope(own, **paths, TagSpecifications=tags)
    content = own.get_network_insights_access_scope_content(NetworkInsightsAccessScopeId=id_)
    assert content["NetworkInsightsAccessScopeContent"] == {"NetworkInsightsAccessScopeId": id_, **paths}
    (found,) = own.describe_network_insights_access_scopes()["NetworkInsightsAccessScopes"]
    assert (found["NetworkInsightsAccessScopeId"], found["Tags"]) == (id_, [{"Key": "Name", "Value": "egress"}])
    assert found["NetworkInsightsAccessScopeArn"].endswith(f":{own.account}:network-insights-access-scope/{id_}")


def test_a_client_token_makes_one_scope(own: Ec2):
    request = {"MatchPaths": [{"Source": GATEWAYS}], "ClientToken": "one"}
    assert scope(own, **request) == scope(own, **request)
    other = {**request, "MatchPaths": [{"Destination": GATEWAYS}]}
    assert code_of(own.create_network_insights_access_scope, **other) == "IdempotentParameterMismatch"


@pytest.mark.parametrize(
    "statement",
    [
        {"ResourceStatement": {"ResourceTypes": ["AWS::ElasticLoadBalancingV2::LoadBalancer"]}},
        {"ResourceStatement": {"Resources": ["web"]}},
        {"PacketHeaderStatement": {"SourceAddresses": ["10.0.0.1/8"]}},
        {"PacketHeaderStatement": {"DestinationPorts": ["443-80"]}},
        {"PacketHeaderStatement": {"SourcePorts": ["https"]}},
        {"PacketHeaderStatement": {"Protocols": ["icmp"]}},
    ],
)
@pytest.mark.parametrize("member", ["MatchPaths", "ExcludePaths"])
def test_wrong_statements(own: Ec2, member: str, statement: dict[str, Any]):
    request = {member: [{"Source": statement}], "ClientToken": ""}
    assert code_of(own.create_network_insights_access_scope, **request) == "InvalidParameterValue"


def test_a_scope_with_analyses_is_not_deleted(own: Ec2):
    id_ = scope(own, MatchPaths=[{"Source": GATEWAYS}])
    started = own.start_network_insights_access_scope_analysis(NetworkInsightsAccessScopeId=id_, ClientToken="")
    analysis = started["NetworkInsightsAccessScopeAnalysis"]["NetworkInsightsAccessScopeAnalysisId"]
    delete = own.delete_network_insights_access_scope
    assert code_of(delete, NetworkInsightsAccessScopeId=id_) == "AnalysisExistsForNetworkInsightsAccessScope"
    own.delete_network_insights_access_scope_analysis(NetworkInsightsAccessScopeAnalysisId=analysis)
    assert delete(NetworkInsightsAccessScopeId=id_) == {"NetworkInsightsAccessScopeId": id_}
    missing = "InvalidNetworkInsightsAccessScopeId.NotFound"
    assert code_of(delete, NetworkInsightsAccessScopeId=id_) == missing
    assert code_of(own.get_network_insights_access_scope_content, NetworkInsightsAccessScopeId=id_) == missing
    assert code_of(own.describe_network_insights_access_scopes, NetworkInsightsAccessScopeIds=[id_]) == missing
