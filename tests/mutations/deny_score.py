"""Score how many statements that are cut from the program fail a policy test at the right line.

Run `make mutations`, or this module with the number of cuts to try, evenly distributed; without a number it tries all.
Pulumi plans the program for each cut.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.access.errors import AccessError
from sandbox.iam.snapshot import Snapshot
from sandbox.origin import Origin
from sandbox.policytest.collect import PolicyTest
from sandbox.policytest.session import policy_evaluator
from sandbox.report.failure import Failure
from tests.mutations.deny_cuts import DenyCut, deny_cuts
from tests.mutations.planner import planner
from tests.reference_tests import permission_tests
from tests.repository import CLONE


@dataclass(frozen=True)
class CutResult:
    """A cut, and the failures of the policy tests."""

    cut: DenyCut
    failures: tuple[Failure, ...]
    """The last one names a statement, if any does; later tests are not run."""
    error: str | None = None
    """The message of a test that reports the cut as a misspelt name, which has no line."""

    @property
    def named(self) -> Origin | None:
        """The line of the first failure that names a statement, or else of the first failure."""
        shown = self.failures[-1:] if any(map(_by_name, self.failures)) else self.failures[:1]
        return next((failure.where for failure in shown), None)

    @property
    def right(self) -> bool:
        """Whether that line is in the cut."""
        where = self.named
        if where is None or where.file != self.cut.file:
            return False
        return self.cut.first <= (where.line or 0) <= self.cut.last or where.line in self.cut.documents


def evaluate_cut(cut: DenyCut, snapshot: Snapshot, tests: list[PolicyTest]) -> CutResult:
    """Run the policy tests on the snapshot after a cut."""
    evaluator = policy_evaluator(snapshot)
    failures: list[Failure] = []
    try:
        for failure in (failure for test in tests for failure in test.evaluate(lambda: evaluator).access_failures):
            failures.append(failure)
            if _by_name(failure):
                break
    except AccessError as error:
        return CutResult(cut, (), str(error))
    return CutResult(cut, tuple(failures))


def _by_name(failure: Failure) -> bool:
    return (
        failure.counterexample is not None
        and failure.counterexample.expected_denial is not None
        and failure.counterexample.expected_denial.sid is not None
    )


def outcomes(cuts: list[DenyCut]) -> Iterator[CutResult]:
    """Yield the result of each cut, in a copy of the program."""
    tests = permission_tests()
    with tempfile.TemporaryDirectory() as folder, planner(Path(folder)) as plans:
        for cut in cuts:
            with plans.changed(cut.file, cut.source) as snapshot:
                yield evaluate_cut(cut, snapshot, tests)


def main() -> None:
    """Print each cut with its line, then the score."""
    all_cuts = list(deny_cuts(CLONE))
    wanted = int([*sys.argv[1:], str(len(all_cuts))][0])
    tried = all_cuts[:: max(1, -(-len(all_cuts) // wanted))]
    failed = right = 0
    for result in outcomes(tried):
        print(f"{'.' if result.right else 'x'} {result.cut}: {result.named}", flush=True)
        failed += bool(result.failures or result.error)
        right += result.right
        if not result.right:
            shown = result.failures[0].headline if result.failures else result.error or "no policy test fails"
            print(f"  lines {result.cut.first} to {result.cut.last} were cut, and: {shown}", flush=True)
    total = len(tried)
    print(
        f"{total} cuts of denials in the program: {failed} of {total} fail a test, {right} of {total} at the right line"
    )


if __name__ == "__main__":
    main()
