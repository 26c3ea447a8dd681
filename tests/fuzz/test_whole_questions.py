"""What must hold of any whole question: all layers together, callers of every kind."""

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
    """Every document, to be changed in place."""
    for name in ("identity", "boundaries", "endpoint"):
        yield from asked.get(name) or ()
    for name in ("session", "resource_policy"):
        if asked.get(name):
            yield asked[name]
    for name in ("scps", "rcps"):
        yield from (document for level in asked.get(name) or () for document in level)


@given(questions, st.randoms(use_true_random=False))
def test_a_deny_added_anywhere_never_allows(asked: Question, rng: Any):
    changed = copy.deepcopy(asked)
    for document in documents(changed):
        if rng.random() < 1 / 2:
            document["Statement"].append({**rng.choice(document["Statement"]), "Effect": "Deny"})
    assert allows(asked) or not allows(changed)


@given(st.integers(0, 10**8))
def test_a_limiting_layer_taken_away_never_denies(number: int):
    for asked in (question(0, 10 * number + step) for step in range(10)):
        if not allows(asked):
            continue
        for limit in LIMITS:
            # A federated user without a session policy is left with what resource policies grant.
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
def test_the_order_of_statements_policies_and_levels_never_matters(asked: Question, rng: Any):
    changed = copy.deepcopy(asked)
    for document in documents(changed):
        rng.shuffle(document["Statement"])
    for name in ("identity", "boundaries", "endpoint", "scps", "rcps"):
        rng.shuffle(changed.get(name) or [])
    assert verdict(changed) == verdict(asked)


@given(questions)
def test_one_policy_or_one_for_each_statement_is_the_same(asked: Question):
    def split(listed: list[Any]) -> list[Any]:
        return [{**document, "Statement": [one]} for document in listed for one in document["Statement"]]

    changed = {**asked, "identity": split(asked.get("identity") or [])}
    for name in ("scps", "rcps"):
        if asked.get(name):
            changed[name] = [split(level) for level in asked[name]]
    assert verdict(changed) == verdict(asked)


def shouted(key: str) -> str:
    """A key of a request in capitals; not the tag's own name, for another case of it is another of aws:TagKeys."""
    name, slash, tag = key.partition("/")
    return f"{name.upper()}{slash}{tag}"


@example(question(0, 298))
@example(question(0, 87519))
@given(questions)
def test_the_case_of_actions_and_condition_keys_never_matters(asked: Question):
    changed = copy.deepcopy(asked)
    changed["action"] = changed["action"].upper()
    changed["context"] = {shouted(key): value for key, value in changed["context"].items()}
    for _, statement, _ in statements(changed):
        for operator, keys in (statement.get("Condition") or {}).items():
            # A key that stands there twice, in two cases, still does.
            statement["Condition"][operator] = {key.swapcase(): value for key, value in keys.items()}
    assert verdict(changed) == verdict(asked)


@given(questions)
def test_the_explanation_gives_the_verdict_of_the_decision(asked: Question):
    request, layers = read(asked)
    assert explain(request, layers).verdict == decide(request, layers)


@given(questions)
def test_an_allow_has_nothing_that_blocks_and_a_deny_names_what_does(asked: Question):
    found = verdict(asked)
    assert (found.decision is Decision.ALLOW) is (not found.blocked_by)
    assert found.allowed or found.layer in found.blocked_by
