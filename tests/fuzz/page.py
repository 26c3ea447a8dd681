"""docs/differences.md, from the known differences and the figures of the last long run: `python -m tests.fuzz.page`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.fuzz.known import VERDICTS, Difference, known
from tests.fuzz.roster import ROSTER

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "differences.md"
FIGURES = HERE / "figures.json"

INTRODUCTION = """# Differences from other evaluators

The decision engine is compared with other evaluators on questions made from a seed: callers of every kind, all layers,
all operators, variables, same and cross account. What they answer differently is cut down to the smallest question that
still shows it, and belongs to one of the classes below; a difference of no class fails the run. AWS itself is not
asked: its pages decide, and where they do not the class says `undecided`.

`make fuzz` asks 100,000 questions; the tests ask a sample. The peers are test dependencies and run as processes of
their own.
This page is made by `python -m tests.fuzz.page` from `tests/fuzz/known_differences.yaml`.
"""

MEANINGS = {
    "peer wrong": "the page named says what we say",
    "we were wrong, mended": "the peer was right; the question is a test now",
    "undecided": "no page decides; the reason says what we do",
    "AWS would not take the input": "AWS refuses to save such a policy, or never makes such a request",
    "peer cannot answer": "the peer refuses the question, fails, or does not know this part of it",
}


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_figures(), *_classes(), *_examples()]).rstrip() + "\n"


def _figures() -> Iterator[str]:
    ran = json.loads(FIGURES.read_text())
    yield f"## Figures of the last long run\n\n{ran['questions']:,} questions of seed {ran['seed']}, on {ran['on']}.\n"
    yield "A peer is asked what it knows of a question, and we answer the same part.\n"
    if later := ran.get("classified_afterwards"):
        yield f"{later} of the differences were of no class when they came up and were given one afterwards.\n"
    yield "| peer | what it knows | asked | agree | differ | of no class |\n| --- | --- | ---: | ---: | ---: | ---: |"
    knows = {listed.name: listed.knows for listed in ROSTER}
    for peer in ran["peers"]:
        agreed, differed = sum(peer["agreed"].values()), sum(peer["differed"].values())
        share = f"{agreed:,} ({100 * agreed / peer['asked']:.1f} %)"
        row = (peer["peer"], knows[peer["peer"]], f"{peer['asked']:,}", share, f"{differed:,}", str(peer["unknown"]))
        yield f"| {' | '.join(row)} |"
    yield ""
    yield "| verdict | meaning | classes | differences |\n| --- | --- | ---: | ---: |"
    for verdict in VERDICTS:
        classes = [difference for difference in known() if difference.verdict == verdict]
        count = sum(times(ran, difference) for difference in classes)
        yield f"| {verdict} | {MEANINGS[verdict]} | {len(classes)} | {count:,} |"
    yield ""


def times(ran: dict[str, Any], difference: Difference) -> int:
    """How often a class came up in the long run."""
    return sum(peer["differed"].get(difference.id, 0) for peer in ran["peers"])


def _classes() -> Iterator[str]:
    ran = json.loads(FIGURES.read_text())
    yield "## Classes\n\n`IAM` is the IAM user guide, `ORG` the Organizations user guide.\n"
    yield "| class | peer | verdict | reason | page that decides | seen |\n| --- | --- | --- | --- | --- | ---: |"
    for one in known():
        row = (
            f"[{one.id}](#{one.id})",
            ", ".join(one.peers),
            one.verdict,
            one.because,
            one.page,
            f"{times(ran, one):,}",
        )
        yield f"| {' | '.join(row)} |"
    yield ""


def _examples() -> Iterator[str]:
    yield "## Smallest questions\n\nEach as one line for `sandbox iam decide`.\n"
    for one in known():
        yield f"### {one.id}\n\n```json\n{json.dumps(one.example)}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page())
