from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.emulated.ec2.conftest import Network, instance
from tests.sandbox.emulated.ec2.in_process import Ec2, code_of


@pytest.fixture
def ends(network: Network) -> tuple[str, str]:
    subnet = network.subnet()
    return network.interface(subnet), network.interface(subnet)


def path(own: Ec2, **request: Any) -> dict[str, Any]:
    made: dict[str, Any] = own.create_network_insights_path(**{"Protocol": "tcp", "ClientToken": "", **request})
    return dict(made["NetworkInsightsPath"])


def test_a_path_names_its_ends_by_id_and_arn(own: Ec2, ends: tuple[str, str]):
    arn = f"arn:aws:ec2:us-west-2:{own.account}:network-interface/{ends[1]}"
    tags = [{"ResourceType": "network-insights-path", "Tags": [{"Key": "Name", "Value": "web"}]}]
    made = path(own, Source=ends[0], Destination=arn, DestinationPort=443, TagSpecifications=tags)
    assert made["NetworkInsightsPathId"].startswith("nip-")
    assert (made["Source"], made["Destination"], made["DestinationArn"]) == (*ends, arn)
    assert (made["Protocol"], made["DestinationPort"]) == ("tcp", 443)
    assert made["Tags"] == [{"Key": "Name", "Value": "web"}]
    assert own.describe_network_insights_paths()["NetworkInsightsPaths"] == [made]


def test_a_client_token_makes_one_path(own: Ec2, ends: tuple[str, str]):
    request = {"Source": ends[0], "Destination": ends[1], "ClientToken": "one"}
    assert path(own, **request) == path(own, **request)
    assert code_of(own.create_network_insights_path, **request, Protocol="udp") == "IdempotentParameterMismatch"


def test_filters_of_paths(own: Ec2, ends: tuple[str, str]):
    made = path(
        own, Source=ends[0], Destination=ends[1], FilterAtSource={"DestinationPortRange": {"FromPort": 1, "ToPort": 9}}
    )
    path(own, Source=ends[1], DestinationIp="10.110.0.9")

    def found(name: str, value: str) -> list[str]:
        filters = [{"Name": name, "Values": [value]}]
        shown = own.describe_network_insights_paths(Filters=filters)["NetworkInsightsPaths"]
        return [it["NetworkInsightsPathId"] for it in shown]

    assert found("source", ends[0]) == [made["NetworkInsightsPathId"]]
    assert found("filter-at-source.destination-port-range", "1-9") == [made["NetworkInsightsPathId"]]
    assert found("destination", "eni-none") == []
    assert code_of(own.describe_network_insights_paths, Filters=[{"Name": "vpc", "Values": ["a"]}]) == (
        "InvalidParameterValue"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Source": "eni-0123456789abcdef0"}, "NetworkInsightsSource.NotFound"),
        ({"Destination": "i-0123456789abcdef0"}, "NetworkInsightsDestination.NotFound"),
        ({"Destination": "sg-0123456789abcdef0"}, "InvalidParameterValue"),
        ({"Destination": "arn:aws:ec2:us-west-2:123456789012:instance/eni-0123456789abcdef0"}, "InvalidParameterValue"),
        ({"Destination": "arn:aws:ec2:us-west-2:123456789012:instance/i-0123456789abcdef0"}, "UnsupportedOperation"),
        ({"Destination": None}, "MissingParameter"),
        ({"SourceIp": "10.0.0.300"}, "InvalidParameterValue"),
        ({"Protocol": "icmp"}, "InvalidParameterValue"),
        ({"DestinationPort": 65536}, "InvalidParameterValue"),
        ({"FilterAtSource": {"SourceAddress": "10.0.0.1"}, "SourceIp": "10.0.0.1"}, "InvalidParameterCombination"),
        ({"FilterAtSource": {"SourceAddress": "10.0.0.1"}, "DestinationPort": 0}, "InvalidParameterCombination"),
        (
            {"FilterAtDestination": {"SourceAddress": "10.0.0.1"}, "DestinationIp": "10.0.0.1"},
            "InvalidParameterCombination",
        ),
        ({"FilterAtSource": {"SourcePortRange": {"FromPort": 9, "ToPort": 1}}}, "InvalidParameterValue"),
    ],
)
def test_wrong_paths(own: Ec2, ends: tuple[str, str], changes: dict[str, Any], code: str):
    request = {"Source": ends[0], "Destination": ends[1], "Protocol": "tcp", "ClientToken": "", **changes}
    assert code_of(own.create_network_insights_path, **{k: v for k, v in request.items() if v is not None}) == code


def test_a_path_with_analyses_is_not_deleted(own: Ec2, ends: tuple[str, str]):
    id_ = path(own, Source=ends[0], Destination=ends[1])["NetworkInsightsPathId"]
    started = own.start_network_insights_analysis(NetworkInsightsPathId=id_, ClientToken="")["NetworkInsightsAnalysis"]
    assert (
        code_of(own.delete_network_insights_path, NetworkInsightsPathId=id_) == "AnalysisExistsForNetworkInsightsPath"
    )
    own.delete_network_insights_analysis(NetworkInsightsAnalysisId=started["NetworkInsightsAnalysisId"])
    assert own.delete_network_insights_path(NetworkInsightsPathId=id_) == {"NetworkInsightsPathId": id_}
    for name in ("delete_network_insights_path", "start_network_insights_analysis"):
        request = {"ClientToken": ""} if name.startswith("start") else {}
        assert code_of(getattr(own, name), NetworkInsightsPathId=id_, **request) == (
            "InvalidNetworkInsightsPathId.NotFound"
        )
    assert own.describe_network_insights_paths()["NetworkInsightsPaths"] == []


def test_a_path_is_its_accounts_alone(own: Ec2, ends: tuple[str, str]):
    id_ = path(own, Source=ends[0], Destination=ends[1])["NetworkInsightsPathId"]
    other = own.other()
    assert other.describe_network_insights_paths()["NetworkInsightsPaths"] == []
    assert code_of(other.delete_network_insights_path, NetworkInsightsPathId=id_) == (
        "InvalidNetworkInsightsPathId.NotFound"
    )


def test_an_instance_may_be_an_end(own: Ec2, network: Network, ends: tuple[str, str]):
    id_, _ = instance(network, network.subnet("10.110.1.0/24"))
    made = path(own, Source=id_, Destination=ends[0])
    assert made["SourceArn"] == f"arn:aws:ec2:us-west-2:{own.account}:instance/{id_}"
