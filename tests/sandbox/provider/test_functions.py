"""Functions return in a preview without an engine what the engine returns."""

import json
from typing import Any

import grpc
import pytest

from sandbox.provider.functions.index import ZONES, zone_prefix
from sandbox.provider.registry import functions
from tests.sandbox.provider.contract import Provider

INDEX = "aws:index/{0}:{0}"
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("getCallerIdentity", {}),
    ("getPartition", {}),
    ("getRegion", {}),
    ("getRegion", {"region": "eu-west-1"}),
    ("getAvailabilityZones", {"state": "available"}),
    ("getAvailabilityZones", {"excludeNames": ["us-east-1a"]}),
]


@pytest.mark.engine
@pytest.mark.parametrize(("name", "args"), CALLS)
def test_a_preview_returns_what_the_engine_returns(aws: Provider, name: str, args: dict[str, Any]):
    token = INDEX.format(name)
    assert aws.invoke(token, preview=True, **args) == aws.invoke(token, **args)


@pytest.mark.engine
@pytest.mark.parametrize("region", ZONES)
def test_the_zones_of_every_known_region_match_the_engine(aws: Provider, region: str):
    token = INDEX.format("getAvailabilityZones")
    assert aws.invoke(token, preview=True, region=region) == aws.invoke(token, region=region)


def test_the_zones_of_an_unknown_region_are_refused(offline: Provider):
    with pytest.raises(grpc.RpcError, match="does not know the zones of eu-north-1"):
        offline.invoke(INDEX.format("getAvailabilityZones"), preview=True, region="eu-north-1")


@pytest.mark.parametrize(("name", "args"), CALLS)
def test_a_preview_needs_no_engine(offline: Provider, name: str, args: dict[str, Any]):
    assert offline.invoke(INDEX.format(name), preview=True, **args)


POLICY_DOCUMENT = "aws:iam/getPolicyDocument:getPolicyDocument"


def document(offline: Provider, **args: Any) -> Any:
    return json.loads(offline.invoke(POLICY_DOCUMENT, **args)["json"])


def test_a_policy_document_is_built_from_its_statements(offline: Provider):
    statement = {
        "sid": "Read",
        "actions": ["s3:GetObject"],
        "resources": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
        "principals": [{"type": "AWS", "identifiers": ["111111111111"]}],
        "conditions": [
            {"test": "StringEquals", "variable": "aws:PrincipalOrgID", "values": ["o-1"]},
            {"test": "StringEquals", "variable": "aws:PrincipalTag/job", "values": ["x", "y"]},
        ],
    }
    assert document(offline, statements=[statement]) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Read",
                "Effect": "Allow",
                "Principal": {"AWS": "111111111111"},
                "Action": "s3:GetObject",
                "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
                "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1", "aws:PrincipalTag/job": ["x", "y"]}},
            }
        ],
    }


def test_source_documents_come_first_and_an_override_replaces_its_sid(offline: Provider):
    source = json.dumps({"Statement": {"Sid": "A", "Effect": "Allow", "Action": "a:*", "Resource": "*"}})
    override = source.replace("Allow", "Deny")
    public = {"sid": "B", "actions": ["b:*"], "principals": [{"type": "*", "identifiers": ["*"]}]}
    result = document(offline, sourcePolicyDocuments=[source], statements=[public], overridePolicyDocuments=[override])
    assert [(one["Sid"], one["Effect"], one.get("Principal")) for one in result["Statement"]] == [
        ("A", "Deny", None),
        ("B", "Allow", "*"),
    ]


def test_an_unsupported_part_of_a_statement_is_refused_with_its_path(offline: Provider):
    with pytest.raises(AssertionError, match=r"statements\[0\].colour"):
        document(offline, statements=[{"colour": "red"}])


def test_an_unsupported_argument_is_refused_by_name(offline: Provider):
    with pytest.raises(AssertionError, match="colour"):
        offline.invoke(INDEX.format("getRegion"), preview=True, colour="red")


def test_an_unsupported_function_is_refused_by_name(offline: Provider):
    with pytest.raises(grpc.RpcError, match="does not serve the function aws:"):
        offline.invoke("aws:swf/getDomain:getDomain")


def test_every_region_has_a_unique_zone_id_prefix():
    prefixes = {zone_prefix(region) for region in ZONES}
    assert len(prefixes) == len(ZONES)
    assert zone_prefix("us-east-1") == "use1"
    assert zone_prefix("eu-central-1") == "euc1"


def test_every_function_has_the_token_of_the_sdk():
    assert set(functions()) >= {INDEX.format(name) for name, _ in CALLS}
