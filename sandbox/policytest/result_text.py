"""Text of a failed policy test in a preview: short, for one mistake fails several tests; pytest shows the rest."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from sandbox.policytest.collect import PolicyTest
from sandbox.policytest.evaluate import PolicyTestResult
from sandbox.report.failed_assertion import FailedAssertion

_REASONS = 3
"""Reasons of one test that are shown, each with its first assertion; the others are counted."""

_WIDTH = 160
"""Characters of an assertion; its whole text is in pytest's output."""


def result_text(test: PolicyTest, result: PolicyTestResult, root: Path, folder: Path) -> str:
    """Return the text of a failed policy test.

    Args:
        test: The test.
        result: Its result.
        root: The project's folder, left out of paths.
        folder: The folder of the policy tests within it.

    """
    return "\n".join(_lines(test, result, root, folder))


def _lines(test: PolicyTest, result: PolicyTestResult, root: Path, folder: Path) -> Iterator[str]:
    yield test.title
    if result.vacuous:
        yield f"  {result.vacuous}"
    reasons: dict[str, FailedAssertion] = {}
    for failure in result.failures:
        reasons.setdefault(failure.reason, failure)
    shown = list(reasons.values())[:_REASONS]
    for failure in shown:
        yield from (f"  {line}".replace(f"{root}/", "") for line in _failure(failure))
    more = len(result.failures) - len(shown)
    if more > 0:
        yield f"  and {more} more of its {result.assertions} assertions"
    file, _, name = test.name.partition("::")
    yield f"  details: pytest {folder / file}::{name}"


def _failure(failure: FailedAssertion) -> Iterator[str]:
    yield f"{textwrap.shorten(failure.assertion, _WIDTH, placeholder=' ...')}: {failure.reason}"
    if failure.example is None:
        return
    yield f"  {failure.example_kind}: {textwrap.shorten(failure.example, 2 * _WIDTH, placeholder=' ...')}"
    if failure.where:
        yield f"  decided at {failure.where}"
    if failure.others:
        yield f"  and {failure.others} more {failure.example_kind}s like it"
