"""Each Deny of the reference estate is hollowed out in the plan, one at a time: a policy test fails at its line.

Cut from the program itself they are in `tests/mutations/test_guards.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatch

import pytest

from sandbox.access import names
from sandbox.access.expected_denial import ExpectedDenial
from sandbox.access.remediation.edit import Edit, editable, rewritten
from sandbox.iam import Evaluator, Policy, Snapshot
from sandbox.iam.policy_json import statements, texts
from sandbox.policytest.assertion import AccessAssertion
from sandbox.policytest.collect import PolicyTest
from sandbox.policytest.session import policy_session
from sandbox.report.failure import Failure

pytestmark = pytest.mark.pulumi


def hollowed_denies(snapshot: Snapshot) -> Iterator[Edit]:
    """Yield the edits that hollow out each Deny of the organization's policies and of a boundary."""
    seen: dict[str, Policy] = {}
    for node in snapshot.nodes.values():
        seen.update({policy.name: policy for policy in (*node.scps, *node.rcps)})
    boundary = names.role_or_user(snapshot, "mobile/deployer").boundary
    assert boundary is not None
    for policy in (*seen.values(), boundary):
        for index, raw in enumerate(statements(policy.document)):
            if raw["Effect"] != "Deny" or not editable(policy):
                continue
            kept = {name: value for name, value in raw.items() if name not in ("Action", "NotAction")}
            hollow = {**kept, "Action": "none:Nothing"}
            yield rewritten(policy, index, hollow, f"cut {raw.get('Sid', index)}")


def failures(intents: list[PolicyTest], evaluator: Evaluator) -> Iterator[Failure]:
    for intent in intents:
        yield from intent.evaluate(lambda: evaluator).failures


def test_the_policy_tests_pass_on_the_plan(intents: list[PolicyTest], evaluator: Evaluator):
    for intent in intents:
        judged = intent.evaluate(lambda: evaluator)
        assert judged.passed, judged.text
        assert judged.evaluated > 0


def test_each_deny_that_is_hollowed_out_fails_a_test_at_its_line(
    intents: list[PolicyTest], evaluator: Evaluator, snapshot: Snapshot, record_property: Callable[[str, object], None]
):
    cuts = list(hollowed_denies(snapshot))
    assert len(cuts) > 25
    for cut in cuts:
        red = failures(intents, evaluator.of(cut.applied(evaluator.snapshot)))
        sid = cut.description.rpartition(" ")[2]
        missed = next(
            (
                f
                for f in red
                if f.counterexample and f.counterexample.expected_denial == ExpectedDenial(cut.policy.name, sid)
            ),
            None,
        )
        assert missed is not None, f"no policy test fails: {cut.description}"
        assert missed.where == cut.where, cut.description
        assert f"{cut.policy.name}/{sid} does not deny it" in missed.headline
    record_property("denies cut", len(cuts))


def test_each_action_of_a_deny_is_in_an_assertion_that_names_the_deny(
    intents: list[PolicyTest], evaluator: Evaluator, snapshot: Snapshot
):
    asked: dict[ExpectedDenial, set[str]] = {}
    for intent in intents:
        with policy_session(lambda: evaluator) as session:
            intent.function()
        for assertion in session.assertions:
            assert isinstance(assertion, AccessAssertion)
            for guard in assertion.expected_denials:
                asked.setdefault(guard, set()).update(action.lower() for action in assertion.actions)
    unasked = [
        f"{cut.policy.name}/{raw['Sid']}: {text}"
        for cut in hollowed_denies(snapshot)
        for raw in (statements(cut.policy.document)[cut.policy.statement_origins.index(cut.where)],)
        for text in texts(raw.get("Action"))
        if not any(
            fnmatch(action, text.lower()) for action in asked.get(ExpectedDenial(cut.policy.name, str(raw["Sid"])), ())
        )
    ]
    assert not unasked
