"""Functions: with nothing running they answer what the engine will."""

from typing import Any

import grpc
import pytest

from sandbox.provider.functions.index import ZONES, zone_prefix
from sandbox.provider.registry import functions
from tests.sandbox.provider.contract import Provider

INDEX = "aws:index/{0}:{0}"
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("getCallerIdentity", {}),
    ("getPartition", {}),
    ("getRegion", {}),
    ("getRegion", {"region": "eu-west-1"}),
    ("getAvailabilityZones", {"state": "available"}),
    ("getAvailabilityZones", {"excludeNames": ["us-east-1a"]}),
]


@pytest.mark.engine
@pytest.mark.parametrize(("name", "args"), ASKED)
def test_a_preview_answers_what_the_engine_does(aws: Provider, name: str, args: dict[str, Any]):
    token = INDEX.format(name)
    assert aws.invoke(token, preview=True, **args) == aws.invoke(token, **args)


@pytest.mark.engine
@pytest.mark.parametrize("region", ZONES)
def test_the_zones_of_every_known_region_are_the_engines(aws: Provider, region: str):
    token = INDEX.format("getAvailabilityZones")
    assert aws.invoke(token, preview=True, region=region) == aws.invoke(token, region=region)


def test_the_zones_of_another_region_are_not_guessed(offline: Provider):
    with pytest.raises(grpc.RpcError, match="can't tell the zones of eu-north-1"):
        offline.invoke(INDEX.format("getAvailabilityZones"), preview=True, region="eu-north-1")


@pytest.mark.parametrize(("name", "args"), ASKED)
def test_nothing_need_run_for_a_preview(offline: Provider, name: str, args: dict[str, Any]):
    assert offline.invoke(INDEX.format(name), preview=True, **args)


def test_an_argument_that_is_not_handled_is_refused_by_name(offline: Provider):
    with pytest.raises(AssertionError, match="colour"):
        offline.invoke(INDEX.format("getRegion"), preview=True, colour="red")


def test_a_function_that_nobody_declared_is_refused_by_name(offline: Provider):
    with pytest.raises(grpc.RpcError, match="not among the sandbox's functions"):
        offline.invoke("aws:swf/getDomain:getDomain")


def test_every_region_with_zones_has_a_prefix_of_its_own():
    prefixes = {zone_prefix(region) for region in ZONES}
    assert len(prefixes) == len(ZONES)
    assert zone_prefix("us-east-1") == "use1"
    assert zone_prefix("eu-central-1") == "euc1"


def test_every_function_has_the_token_of_the_sdk():
    assert set(functions()) >= {INDEX.format(name) for name, _ in ASKED}
