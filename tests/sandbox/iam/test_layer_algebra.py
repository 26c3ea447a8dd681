"""Properties of allow and deny over all layers, through the JSON protocol."""

from __future__ import annotations

import json
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.iam.decide_protocol import answer

QUEUE = "arn:aws:sqs:us-east-1:111122223333:orders"
CALLERS = (
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:sts::111122223333:assumed-role/dev/ann",
    "arn:aws:sts::111122223333:federated-user/ann",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::444455556666:user/eve",
    "sns.amazonaws.com",
    None,
)
NAMED = (
    "*",
    {"AWS": "111122223333"},
    {"AWS": CALLERS[0]},
    {"AWS": [CALLERS[1], CALLERS[2]]},
    {"AWS": "arn:aws:iam::111122223333:role/dev"},
    {"AWS": "444455556666"},
    {"Service": "sns.amazonaws.com"},
)
LIMITING_LAYERS = ("boundaries", "session", "scps", "rcps", "endpoint")
LAYERS_WITHOUT_PRINCIPAL = ("identity", "boundaries", "session", "scps")
DEPTH = {"session": 0, "resource_policy": 0, "identity": 1, "boundaries": 1, "endpoint": 1, "scps": 2, "rcps": 2}
"""How many lists a layer's documents are nested in."""

plain_statements = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(("Allow", "Allow", "Deny")),
        "Action": st.sampled_from(("*", "sqs:*", "sqs:SendMessage", "s3:*")),
        "Resource": st.sampled_from(("*", QUEUE, "arn:aws:s3:::b/*")),
        "Condition": st.sampled_from(
            (
                {},
                {"Bool": {"aws:SecureTransport": "true"}},
                {"StringNotEquals": {"aws:PrincipalTag/team": "a"}},
                {"DateLessThan": {"aws:CurrentTime": "soon"}},
            )
        ),
    }
)
statements_with_principal = st.builds(
    lambda statement, named: {**statement, "Principal": named}, plain_statements, st.sampled_from(NAMED)
)


def documents(statements: st.SearchStrategy[Any], depth: int) -> st.SearchStrategy[Any]:
    made: st.SearchStrategy[Any] = st.lists(statements, min_size=1, max_size=3).map(
        lambda listed: {"Version": "2012-10-17", "Statement": listed}
    )
    for _ in range(depth):
        made = st.lists(made, min_size=1, max_size=2)
    return made


layers = st.fixed_dictionaries(
    {},
    optional={
        name: documents(plain_statements if name in LAYERS_WITHOUT_PRINCIPAL else statements_with_principal, depth)
        for name, depth in DEPTH.items()
    },
)
requests = st.builds(
    lambda caller, context, layers: {
        "principal": caller,
        "action": "sqs:SendMessage",
        "resource": QUEUE,
        "context": context,
        **layers,
    },
    st.sampled_from(CALLERS),
    st.fixed_dictionaries(
        {}, optional={"aws:SecureTransport": st.booleans(), "aws:PrincipalTag/team": st.sampled_from("ab")}
    ),
    layers,
)


def decision(request: dict[str, Any]) -> str:
    return str(answer(json.dumps(request))["decision"])


@given(requests, st.sampled_from(tuple(DEPTH)), plain_statements)
def test_adding_a_deny_to_any_layer_never_allows_a_request(
    request: dict[str, Any], layer: str, statement: dict[str, Any]
):
    deny: Any = {**statement, "Effect": "Deny"} | ({} if layer in LAYERS_WITHOUT_PRINCIPAL else {"Principal": "*"})
    more: Any = {"Version": "2012-10-17", "Statement": [deny]}
    if layer in request and not DEPTH[layer]:
        more = {**request[layer], "Statement": [*request[layer]["Statement"], deny]}
    elif DEPTH[layer] == 1:
        more = [*request.get(layer, []), more]
    elif DEPTH[layer]:
        more = [*request.get(layer, []), [more]]
    if layer == "session" and "session" not in request:
        return  # a federated user may need a session policy to be allowed
    if decision(request) != "allow":
        assert decision({**request, layer: more}) != "allow"


@given(requests, st.sampled_from(LIMITING_LAYERS))
def test_removing_a_limiting_layer_never_denies_a_request(request: dict[str, Any], layer: str):
    federated = str(request["principal"]).endswith("federated-user/ann")
    if decision(request) == "allow" and not (federated and layer == "session"):
        assert decision({name: value for name, value in request.items() if name != layer}) == "allow"


@given(requests, st.randoms(use_true_random=False))
def test_the_order_of_statements_policies_and_levels_does_not_matter(request: dict[str, Any], rng: random.Random):
    def shuffled(value: Any) -> Any:
        if isinstance(value, list):
            return rng.sample([shuffled(item) for item in value], len(value))
        if isinstance(value, dict) and "Statement" in value:
            return {**value, "Statement": rng.sample(value["Statement"], len(value["Statement"]))}
        return value

    assert decision({name: shuffled(value) for name, value in request.items()}) == decision(request)


@given(requests)
def test_the_reasons_agree_with_the_decision(request: dict[str, Any]):
    found = answer(json.dumps(request))
    if found["decision"] in ("allow", "explicit_deny") and "statement" in found["reasons"][0]:
        assert {reason["effect"] for reason in found["reasons"]} == {
            "Allow" if found["decision"] == "allow" else "Deny"
        }
    assert (found["decision"] == "allow") == (not found["blocked_by"])


@given(requests, st.sampled_from(("allow", "deny")))
def test_a_policy_of_another_service_changes_nothing(request: dict[str, Any], effect: str):
    other = {"Version": "2012-10-17", "Statement": {"Effect": effect.title(), "Action": "ec2:*", "Resource": "*"}}
    assert decision({**request, "identity": [*request.get("identity", []), other]}) == decision(request)


@given(requests)
def test_across_accounts_neither_policy_is_enough_alone(request: dict[str, Any]):
    across = {**request, "principal": CALLERS[4]}
    if decision(across) == "allow":
        for side in ("identity", "resource_policy"):
            assert decision({name: value for name, value in across.items() if name != side}) != "allow"


@given(requests)
def test_adding_an_allow_does_not_make_a_request_evaluable(request: dict[str, Any]):
    if decision(request) == "not_evaluable":
        full: Any = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        resource_policy = request.get("resource_policy", {"Version": "2012-10-17", "Statement": []})
        more = {
            "identity": [*request.get("identity", []), {"Version": "2012-10-17", "Statement": [full]}],
            "resource_policy": {
                **resource_policy,
                "Statement": [*resource_policy["Statement"], {**full, "Principal": "*"}],
            },
        }
        assert decision({**request, **more}) == "not_evaluable"
