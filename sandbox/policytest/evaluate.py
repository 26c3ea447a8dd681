"""Evaluation of a policy test: every assertion, and whether it asserts anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.iam import Evaluator, Snapshot
from sandbox.policytest.session import AssertionSession, policy_session
from sandbox.reach import Analyzer
from sandbox.reach.model import Network
from sandbox.report.failed_assertion import FailedAssertion
from sandbox.report.failure import Failure


@dataclass(frozen=True)
class PolicyTestResult:
    """The result of one policy test."""

    evaluated: int
    """Requests and flows that were evaluated."""
    assertions: int
    failures: tuple[FailedAssertion, ...]
    vacuous: str | None = None
    """Why the test asserts nothing; None where it asserts something."""

    @property
    def passed(self) -> bool:
        """Whether every assertion holds, and there is one."""
        return not self.failures and self.vacuous is None

    @property
    def access_failures(self) -> tuple[Failure, ...]:
        """The failures of assertions about permissions."""
        return tuple(failure for failure in self.failures if isinstance(failure, Failure))

    @property
    def text(self) -> str:
        """The text of all failures."""
        return "\n\n".join([*([self.vacuous] if self.vacuous else []), *(failure.text for failure in self.failures)])


def evaluate(session: AssertionSession, *, policy_test: bool) -> PolicyTestResult:
    """Evaluate the assertions of a session.

    Args:
        session: The session, after its test has run.
        policy_test: Whether a test without assertions fails; else it does only if it used the snapshot.

    """
    failures: list[FailedAssertion] = []
    evaluated = 0
    for assertion in session.assertions:
        result = assertion.evaluate(session)
        evaluated += result.evaluated
        if result.failure is not None:
            failures.append(result.failure)
    vacuous = _vacuous(session, policy_test=policy_test)
    return PolicyTestResult(evaluated, len(session.assertions), tuple(failures), vacuous)


def run(
    test: Callable[[], object],
    snapshot: Snapshot | Callable[[], Evaluator],
    network: Network | Callable[[], Analyzer] | None = None,
) -> PolicyTestResult:
    """Run one policy test and evaluate it.

    Args:
        test: The test function.
        snapshot: The snapshot, or a function that returns a `policy_evaluator`.
        network: The network, or a function that returns its analyzer; None where no test is about one.

    """
    with policy_session(snapshot, network) as session:
        test()
        return evaluate(session, policy_test=True)


def _vacuous(session: AssertionSession, *, policy_test: bool) -> str | None:
    if session.unused_subjects:
        listed = ", ".join(session.unused_subjects)
        return f"{listed}: named, but nothing is asserted; add `.can(...)` or `.cannot(...)`"
    if not session.assertions and (policy_test or session.snapshot_used):
        return "the test has no assertion"
    return None
