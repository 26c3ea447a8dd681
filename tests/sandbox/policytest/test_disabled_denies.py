"""Each Deny of the reference estate is disabled in the plan, one at a time: a policy test fails at its line.

Cuts of the program's source are in `tests/mutations/test_deny_cuts.py`.
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


def disabled_denies(snapshot: Snapshot) -> Iterator[Edit]:
    """Yield the edits that disable each Deny of the organization's policies and of a boundary."""
    seen: dict[str, Policy] = {}
    for node in snapshot.nodes.values():
        seen.update({policy.name: policy for policy in (*node.scps, *node.rcps)})
    boundary = names.role_or_user(snapshot, "mobile/deployer").boundary
    assert boundary is not None
    for policy in (*seen.values(), boundary):
        for index, raw in enumerate(statements(policy.document)):
            if raw["Effect"] != "Deny" or not editable(policy):
                continue
            rest = {name: value for name, value in raw.items() if name not in ("Action", "NotAction")}
            disabled = {**rest, "Action": "none:Nothing"}
            yield rewritten(policy, index, disabled, f"cut {raw.get('Sid', index)}")


def failures(reference_tests: list[PolicyTest], evaluator: Evaluator) -> Iterator[Failure]:
    for test in reference_tests:
        yield from test.evaluate(lambda: evaluator).access_failures


def test_the_policy_tests_pass_on_the_plan(reference_tests: list[PolicyTest], evaluator: Evaluator):
    for test in reference_tests:
        result = test.evaluate(lambda: evaluator)
        assert result.passed, result.text
        assert result.evaluated > 0


def test_each_disabled_deny_fails_a_test_at_its_line(
    reference_tests: list[PolicyTest],
    evaluator: Evaluator,
    snapshot: Snapshot,
    record_property: Callable[[str, object], None],
):
    cuts = list(disabled_denies(snapshot))
    assert len(cuts) > 25
    for cut in cuts:
        failed = failures(reference_tests, evaluator.of(cut.applied(evaluator.snapshot)))
        sid = cut.description.rpartition(" ")[2]
        found = next(
            (
                f
                for f in failed
                if f.counterexample and f.counterexample.expected_denial == ExpectedDenial(cut.policy.name, sid)
            ),
            None,
        )
        assert found is not None, f"no policy test fails: {cut.description}"
        assert found.where == cut.where, cut.description
        assert f"{cut.policy.name}/{sid} does not deny it" in found.headline
    record_property("denies cut", len(cuts))


def test_each_action_of_a_deny_is_in_an_assertion_that_names_the_deny(
    reference_tests: list[PolicyTest], evaluator: Evaluator, snapshot: Snapshot
):
    asserted: dict[ExpectedDenial, set[str]] = {}
    for test in reference_tests:
        with policy_session(lambda: evaluator) as session:
            test.function()
        for assertion in session.assertions:
            if isinstance(assertion, AccessAssertion):
                for expected in assertion.expected_denials:
                    asserted.setdefault(expected, set()).update(action.lower() for action in assertion.actions)
    missing = [
        f"{cut.policy.name}/{raw['Sid']}: {text}"
        for cut in disabled_denies(snapshot)
        for raw in (statements(cut.policy.document)[cut.policy.statement_origins.index(cut.where)],)
        for text in texts(raw.get("Action"))
        if not any(
            fnmatch(action, text.lower())
            for action in asserted.get(ExpectedDenial(cut.policy.name, str(raw["Sid"])), ())
        )
    ]
    assert not missing
