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
from tests.fuzz.generator import ENDPOINT_FULL, FULL, GeneratedRequest, generate

generated_requests = st.integers(0, 10**9).map(lambda number: generate(0, number))
LIMITS = ("scps", "rcps", "boundaries", "session", "endpoint")


def verdict(request: GeneratedRequest) -> Verdict:
    return decide(*read(request))


def allows(request: GeneratedRequest) -> bool:
    return verdict(request).allowed


def documents(request: GeneratedRequest) -> Iterator[dict[str, Any]]:
    """Yield every document, to be changed in place."""
    for name in ("identity", "boundaries", "endpoint"):
        yield from request.get(name) or ()
    for name in ("session", "resource_policy"):
        if request.get(name):
            yield request[name]
    for name in ("scps", "rcps"):
        yield from (document for level in request.get(name) or () for document in level)


@given(generated_requests, st.randoms(use_true_random=False))
def test_adding_a_deny_to_any_document_never_allows_a_request(request: GeneratedRequest, rng: Any):
    changed = copy.deepcopy(request)
    for document in documents(changed):
        if rng.random() < 1 / 2:
            document["Statement"].append({**rng.choice(document["Statement"]), "Effect": "Deny"})
    assert allows(request) or not allows(changed)


@given(st.integers(0, 10**8))
def test_removing_a_limiting_layer_never_denies_a_request(number: int):
    for request in (generate(0, 10 * number + step) for step in range(10)):
        if not allows(request):
            continue
        for limit in LIMITS:
            # A federated user without a session policy has only what resource policies grant.
            if limit != "session" or "federated-user" not in (request["principal"] or ""):
                assert allows({name: value for name, value in request.items() if name != limit})


@given(generated_requests)
def test_a_limit_that_allows_everything_changes_nothing(request: GeneratedRequest):
    before = verdict(request).decision
    if request.get("scps"):
        assert verdict({**request, "scps": [[FULL], *request["scps"]]}).decision is before
    if request.get("boundaries"):
        assert verdict({**request, "boundaries": [*request["boundaries"], FULL]}).decision is before
    if not request.get("endpoint"):
        assert verdict({**request, "endpoint": [ENDPOINT_FULL]}).decision is before


@given(generated_requests, st.randoms(use_true_random=False))
def test_the_order_of_statements_policies_and_levels_does_not_matter(request: GeneratedRequest, rng: Any):
    changed = copy.deepcopy(request)
    for document in documents(changed):
        rng.shuffle(document["Statement"])
    for name in ("identity", "boundaries", "endpoint", "scps", "rcps"):
        rng.shuffle(changed.get(name) or [])
    assert verdict(changed) == verdict(request)


@given(generated_requests)
def test_splitting_a_policy_by_statement_changes_nothing(request: GeneratedRequest):
    def split(policies: list[Any]) -> list[Any]:
        return [{**document, "Statement": [statement]} for document in policies for statement in document["Statement"]]

    changed = {**request, "identity": split(request.get("identity") or [])}
    for name in ("scps", "rcps"):
        if request.get(name):
            changed[name] = [split(level) for level in request[name]]
    assert verdict(changed) == verdict(request)


def shouted(key: str) -> str:
    """Return a condition key in upper case, except the tag's name, whose case is significant in aws:TagKeys."""
    name, slash, tag = key.partition("/")
    return f"{name.upper()}{slash}{tag}"


@example(generate(0, 298))
@example(generate(0, 87519))
@given(generated_requests)
def test_actions_and_condition_keys_are_case_insensitive(request: GeneratedRequest):
    changed = copy.deepcopy(request)
    changed["action"] = changed["action"].upper()
    changed["context"] = {shouted(key): value for key, value in changed["context"].items()}
    for _, statement, _ in statements(changed):
        for operator, keys in (statement.get("Condition") or {}).items():
            # A key that occurs in two cases still does.
            statement["Condition"][operator] = {key.swapcase(): value for key, value in keys.items()}
    assert verdict(changed) == verdict(request)


@given(generated_requests)
def test_an_explanation_has_the_same_verdict_as_the_decision(request: GeneratedRequest):
    compiled, layers = read(request)
    assert explain(compiled, layers).verdict == decide(compiled, layers)


@given(generated_requests)
def test_a_deny_names_the_blocking_layers_and_an_allow_has_none(request: GeneratedRequest):
    found = verdict(request)
    assert (found.decision is Decision.ALLOW) is (not found.blocked_by)
    assert found.allowed or found.layer in found.blocked_by
