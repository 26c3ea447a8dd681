"""Records: valid combinations, ids and routing policies."""

import grpc
import pytest

from sandbox.provider.resources.route53_record import Record, parts_of
from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Provider, SampleEnv
from tests.sandbox.provider.samples.route53 import ZONE, zone

RECORD = "aws:route53/record:Record"
PLAIN: Values = {"type": "A", "ttl": 60, "records": ["10.33.0.20"]}
POLICIES: list[Values] = [
    {"weightedRoutingPolicies": [{"weight": 0}]},
    {"latencyRoutingPolicies": [{"region": "us-east-1"}]},
    {"failoverRoutingPolicies": [{"type": "PRIMARY"}]},
    {"geolocationRoutingPolicies": [{"country": "US", "subdivision": "VA"}]},
    {"geolocationRoutingPolicies": [{"continent": "EU"}]},
    {"multivalueAnswerRoutingPolicy": True},
]


@pytest.mark.parametrize(
    ("identity", "parts"),
    [
        ("Z1_app.gilt.example_A", ("Z1", "app.gilt.example", "A", "")),
        ("Z1__acme-challenge.gilt.example_TXT", ("Z1", "_acme-challenge.gilt.example", "TXT", "")),
        ("Z1_a_b.gilt.example_CNAME_blue_1", ("Z1", "a_b.gilt.example", "CNAME", "blue_1")),
    ],
)
def test_an_id_is_parsed_into_its_parts_and_built_from_them(identity: str, parts: tuple[str, str, str, str]):
    assert parts_of(identity) == parts
    named = dict(zip(("zoneId", "name", "type", "setIdentifier"), parts, strict=True))
    assert Record().current_id("", named) == identity


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"weightedRoutingPolicies": [{"weight": 1}]}, "setIdentifier"),
        ({"setIdentifier": "blue"}, "setIdentifier"),
        ({"setIdentifier": "blue", **POLICIES[0], **POLICIES[1]}, "latencyRoutingPolicies"),
        ({"setIdentifier": "blue", "weightedRoutingPolicies": [{"weight": 1}] * 2}, "weightedRoutingPolicies"),
        ({"geoproximityRoutingPolicy": {"bias": 1}}, "geoproximityRoutingPolicy"),
        ({"ttl": None}, "records"),
        ({"aliases": [{"name": "x", "zoneId": "Z2", "evaluateTargetHealth": False}]}, "aliases"),
    ],
)
def test_an_invalid_combination_is_refused_by_name(offline: Provider, given: Values, path: str):
    _, failures = offline.check(offline.urn(RECORD), {"zoneId": "Z1", "name": "x.example", **PLAIN, **given})
    assert path in failures


@pytest.mark.engine
@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_a_routing_policy_is_created_read_and_updated(aws: Provider, env: SampleEnv, policy: Values):
    urn = aws.urn(RECORD)
    wanted = {"zoneId": zone(env)["zoneId"], "name": f"app.{ZONE}", **PLAIN, "setIdentifier": "one", **policy}
    inputs = aws.checked(urn, wanted)
    identity, state = aws.create(urn, inputs)
    assert aws.read(urn, identity, {}, {})[:2] == (identity, state)
    changed = aws.checked(urn, {**wanted, "ttl": 5, "setIdentifier": "other"}, inputs)
    assert not aws.diff(urn, identity, state, inputs, changed).replaces
    after = aws.update(urn, identity, state, inputs, changed)
    assert aws.read(urn, identity, after, changed) == (f"{identity.removesuffix('one')}other", after, changed)
    assert not aws.read(urn, identity, {}, {})[0], "the old one is still there"


@pytest.mark.engine
def test_records_with_the_same_name_are_independent(aws: Provider, env: SampleEnv):
    shared = {"zoneId": zone(env)["zoneId"], "name": f"app.{ZONE}", **PLAIN}
    made = []
    for colour, weight in (("blue", 10), ("green", 90)):
        urn = aws.urn(RECORD)
        more = {"setIdentifier": colour, "weightedRoutingPolicies": [{"weight": weight}]}
        inputs = aws.checked(urn, {**shared, **more})
        made.append((urn, *aws.create(urn, inputs)))
    (blue_urn, blue, blue_state), (green_urn, green, green_state) = made
    aws.delete(blue_urn, blue, blue_state)
    assert not aws.read(blue_urn, blue, blue_state, {})[0]
    assert aws.read(green_urn, green, green_state, {})[1] == green_state


@pytest.mark.engine
def test_an_existing_record_is_overwritten_only_if_allowed(aws: Provider, env: SampleEnv):
    wanted = {"zoneId": zone(env)["zoneId"], "name": f"app.{ZONE}", **PLAIN}
    aws.create(aws.urn(RECORD), aws.checked(aws.urn(RECORD), wanted))
    with pytest.raises(grpc.RpcError, match="InvalidChangeBatch"):
        aws.create(aws.urn(RECORD), aws.checked(aws.urn(RECORD), wanted))
    urn = aws.urn(RECORD)
    _, state = aws.create(urn, aws.checked(urn, {**wanted, "ttl": 5, "allowOverwrite": True}))
    assert state["ttl"] == 5
