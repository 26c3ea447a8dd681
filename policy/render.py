"""What a refused preview says of an intent: short, for one cut turns several intents red; pytest tells the rest."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from sandbox.policytest.collect import Intent
from sandbox.policytest.evaluate import Judgement
from sandbox.report.failure import Failure

_REASONS = 3
"""Reasons of one intent that are shown, each by its first sentence; the rest is counted."""

_WIDTH = 160


def told(intent: Intent, judgement: Judgement, root: Path, folder: Path) -> str:
    """The intent; for each reason the first sentence that is not true, with witness and line; how to see everything."""
    return "\n".join(_lines(intent, judgement, root, folder))


def _lines(intent: Intent, judgement: Judgement, root: Path, folder: Path) -> Iterator[str]:
    yield intent.title
    if judgement.vacuous:
        yield f"  {judgement.vacuous}"
    reasons: dict[str, Failure] = {}
    for failure in judgement.failures:
        reasons.setdefault(failure.finding.because if failure.finding else "", failure)
    shown = list(reasons.values())[:_REASONS]
    for failure in shown:
        yield from (f"  {line}".replace(f"{root}/", "") for line in _sentence(failure))
    more = len(judgement.failures) - len(shown)
    if more > 0:
        yield f"  and {more} more of its {judgement.sentences} sentences"
    file, _, name = intent.name.partition("::")
    yield f"  all of it: pytest {folder / file}::{name}"


def _sentence(failure: Failure) -> Iterator[str]:
    said, finding = textwrap.shorten(failure.sentence.said, _WIDTH, placeholder=" ..."), failure.finding
    if finding is None:
        yield f"{said}: nothing was evaluated, so nothing is proven"
        return
    yield f"{said}: {finding.because}"
    yield f"  request: {textwrap.shorten(str(finding.question), 2 * _WIDTH, placeholder=' ...')}"
    if failure.where:
        yield f"  decided at {failure.where}"
    if failure.others:
        yield f"  and {failure.others} more requests like it"
