"""Properties of any request with all layers and principals of every type."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from sandbox.iam import Decision, Verdict, decide, explain
from sandbox.iam.decide_protocol import read
from tests.fuzz.features import statements
from tests.fuzz.generator import ENDPOINT_FULL, FULL, Question, question

questions = st.integers(0, 10**9).map(lambda number: question(0, number))
LIMITS = ("scps", "rcps", "boundaries", "session", "endpoint")


def verdict(asked: Question) -> Verdict:
    return decide(*read(asked))


def allows(asked: Question) -> bool:
    return verdict(asked).allowed


def documents(asked: Question) -> Iterator[dict[str, Any]]:
    """Yield every document, to be changed in place."""
    for name in ("identity", "boundaries", "endpoint"):
        yield from asked.get(name) or ()
    for name in ("session", "resource_policy"):
        if asked.get(name):
            yield asked[name]
    for name in ("scps", "rcps"):
        yield from (document for level in asked.get(name) or () for document in level)


@given(questions, st.randoms(use_true_random=False))
def test_adding_a_deny_to_any_document_never_allows_a_request(asked: Question, rng: Any):
    changed = copy.deepcopy(asked)
    for document in documents(changed):
        if rng.random() < 1 / 2:
            document["Statement"].append({**rng.choice(document["Statement"]), "Effect": "Deny"})
    assert allows(asked) or not allows(changed)


@given(st.integers(0, 10**8))
def test_removing_a_limiting_layer_never_denies_a_request(number: int):
    for asked in (question(0, 10 * number + step) for step in range(10)):
        if not allows(asked):
            continue
        for limit in LIMITS:
            # A federated user without a session policy has only what resource policies grant.
            if limit != "session" or "federated-user" not in (asked["principal"] or ""):
                assert allows({name: value for name, value in asked.items() if name != limit})


@given(questions)
def test_a_limit_that_allows_everything_changes_nothing(asked: Question):
    before = verdict(asked).decision
    if asked.get("scps"):
        assert verdict({**asked, "scps": [[FULL], *asked["scps"]]}).decision is before
    if asked.get("boundaries"):
        assert verdict({**asked, "boundaries": [*asked["boundaries"], FULL]}).decision is before
    if not asked.get("endpoint"):
        assert verdict({**asked, "endpoint": [ENDPOINT_FULL]}).decision is before


@given(questions, st.randoms(use_true_random=False))
def test_the_order_of_statements_policies_and_levels_does_not_matter(asked: Question, rng: Any):
    changed = copy.deepcopy(asked)
    for document in documents(changed):
        rng.shuffle(document["Statement"])
    for name in ("identity", "boundaries", "endpoint", "scps", "rcps"):
        rng.shuffle(changed.get(name) or [])
    assert verdict(changed) == verdict(asked)


@given(questions)
def test_splitting_a_policy_by_statement_changes_nothing(asked: Question):
    def split(listed: list[Any]) -> list[Any]:
        return [{**document, "Statement": [one]} for document in listed for one in document["Statement"]]

    changed = {**asked, "identity": split(asked.get("identity") or [])}
    for name in ("scps", "rcps"):
        if asked.get(name):
            changed[name] = [split(level) for level in asked[name]]
    assert verdict(changed) == verdict(asked)


def shouted(key: str) -> str:
    """Return a key of a request in capitals, except the tag's name, whose case is significant in aws:TagKeys."""
    name, slash, tag = key.partition("/")
    return f"{name.upper()}{slash}{tag}"


@example(question(0, 298))
@example(question(0, 87519))
@given(questions)
def test_actions_and_condition_keys_are_case_insensitive(asked: Question):
    changed = copy.deepcopy(asked)
    changed["action"] = changed["action"].upper()
    changed["context"] = {shouted(key): value for key, value in changed["context"].items()}
    for _, statement, _ in statements(changed):
        for operator, keys in (statement.get("Condition") or {}).items():
            # A key that occurs in two cases still does.
            statement["Condition"][operator] = {key.swapcase(): value for key, value in keys.items()}
    assert verdict(changed) == verdict(asked)


@given(questions)
def test_an_explanation_has_the_same_verdict_as_the_decision(asked: Question):
    request, layers = read(asked)
    assert explain(request, layers).verdict == decide(request, layers)


@given(questions)
def test_a_deny_names_the_blocking_layers_and_an_allow_has_none(asked: Question):
    found = verdict(asked)
    assert (found.decision is Decision.ALLOW) is (not found.blocked_by)
    assert found.allowed or found.layer in found.blocked_by
