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
LIMITING = ("boundaries", "session", "scps", "rcps", "endpoint")
BARE = ("identity", "boundaries", "session", "scps")
DEPTH = {"session": 0, "resource_policy": 0, "identity": 1, "boundaries": 1, "endpoint": 1, "scps": 2, "rcps": 2}
"""How many lists a layer's documents are nested in."""

bare = st.fixed_dictionaries(
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
naming = st.builds(lambda statement, named: {**statement, "Principal": named}, bare, st.sampled_from(NAMED))


def documents(statements: st.SearchStrategy[Any], depth: int) -> st.SearchStrategy[Any]:
    made: st.SearchStrategy[Any] = st.lists(statements, min_size=1, max_size=3).map(
        lambda listed: {"Version": "2012-10-17", "Statement": listed}
    )
    for _ in range(depth):
        made = st.lists(made, min_size=1, max_size=2)
    return made


layers = st.fixed_dictionaries(
    {},
    optional={name: documents(bare if name in BARE else naming, depth) for name, depth in DEPTH.items()},
)
questions = st.builds(
    lambda caller, context, around: {
        "principal": caller,
        "action": "sqs:SendMessage",
        "resource": QUEUE,
        "context": context,
        **around,
    },
    st.sampled_from(CALLERS),
    st.fixed_dictionaries(
        {}, optional={"aws:SecureTransport": st.booleans(), "aws:PrincipalTag/team": st.sampled_from("ab")}
    ),
    layers,
)


def decision(question: dict[str, Any]) -> str:
    return str(answer(json.dumps(question))["decision"])


@given(questions, st.sampled_from(tuple(DEPTH)), bare)
def test_adding_a_deny_to_any_layer_never_allows_a_request(
    question: dict[str, Any], layer: str, statement: dict[str, Any]
):
    deny: Any = {**statement, "Effect": "Deny"} | ({} if layer in BARE else {"Principal": "*"})
    more: Any = {"Version": "2012-10-17", "Statement": [deny]}
    if layer in question and not DEPTH[layer]:
        more = {**question[layer], "Statement": [*question[layer]["Statement"], deny]}
    elif DEPTH[layer] == 1:
        more = [*question.get(layer, []), more]
    elif DEPTH[layer]:
        more = [*question.get(layer, []), [more]]
    if layer == "session" and "session" not in question:
        return  # a first session policy may be what admits a federated user
    if decision(question) != "allow":
        assert decision({**question, layer: more}) != "allow"


@given(questions, st.sampled_from(LIMITING))
def test_removing_a_limiting_layer_never_denies_a_request(question: dict[str, Any], layer: str):
    federated = str(question["principal"]).endswith("federated-user/ann")
    if decision(question) == "allow" and not (federated and layer == "session"):
        assert decision({name: value for name, value in question.items() if name != layer}) == "allow"


@given(questions, st.randoms(use_true_random=False))
def test_the_order_of_statements_policies_and_levels_does_not_matter(question: dict[str, Any], rng: random.Random):
    def shuffled(value: Any) -> Any:
        if isinstance(value, list):
            return rng.sample([shuffled(item) for item in value], len(value))
        if isinstance(value, dict) and "Statement" in value:
            return {**value, "Statement": rng.sample(value["Statement"], len(value["Statement"]))}
        return value

    assert decision({name: shuffled(value) for name, value in question.items()}) == decision(question)


@given(questions)
def test_the_reasons_agree_with_the_decision(question: dict[str, Any]):
    found = answer(json.dumps(question))
    if found["decision"] in ("allow", "explicit_deny") and "statement" in found["reasons"][0]:
        assert {reason["effect"] for reason in found["reasons"]} == {
            "Allow" if found["decision"] == "allow" else "Deny"
        }
    assert (found["decision"] == "allow") == (not found["blocked_by"])


@given(questions, st.sampled_from(("allow", "deny")))
def test_a_policy_of_another_service_changes_nothing(question: dict[str, Any], effect: str):
    other = {"Version": "2012-10-17", "Statement": {"Effect": effect.title(), "Action": "ec2:*", "Resource": "*"}}
    assert decision({**question, "identity": [*question.get("identity", []), other]}) == decision(question)


@given(questions)
def test_across_accounts_neither_policy_is_enough_alone(question: dict[str, Any]):
    across = {**question, "principal": CALLERS[4]}
    if decision(across) == "allow":
        for side in ("identity", "resource_policy"):
            assert decision({name: value for name, value in across.items() if name != side}) != "allow"


@given(questions)
def test_adding_an_allow_does_not_hide_what_cannot_be_evaluated(question: dict[str, Any]):
    if decision(question) == "not_evaluable":
        full: Any = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        theirs = question.get("resource_policy", {"Version": "2012-10-17", "Statement": []})
        more = {
            "identity": [*question.get("identity", []), {"Version": "2012-10-17", "Statement": [full]}],
            "resource_policy": {**theirs, "Statement": [*theirs["Statement"], {**full, "Principal": "*"}]},
        }
        assert decision({**question, **more}) == "not_evaluable"
