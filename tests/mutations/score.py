"""Score how many explanations name the line that was cut.

Run `make mutations`, or this module with a count and a seed.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox import estate
from sandbox.access import each_difference
from sandbox.access.diff import AccessChange
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam.snapshot import Snapshot
from sandbox.origin import Origin
from sandbox.settings import read
from sandbox.snapshot import plan
from sandbox.snapshot.plan_cache import project_plans
from sandbox.snapshot.source_map.changed_line import changed_line
from tests.mutations.plan_rewrite import rewritten
from tests.mutations.statement_cuts import Cut, cuts
from tests.repository import CLONE

_SEARCHED_DIFFERENCES = 12
"""How many differences are searched for a gain or loss; without one, the first difference is used.

A limit, because a cut of a policy that is attached to the root has hundreds of differences.
"""

_DEFAULTS = ("200", "4")
"""Count and seed: with 200 cuts, one is half a percent of the score; any seed would do."""


@dataclass(frozen=True)
class Outcome:
    """A cut, and the line that the explanation names; None if no request shows the cut."""

    cut: Cut
    named: Origin | None

    @property
    def in_statement(self) -> bool:
        """Whether the line is in the statement, or the constant, that was cut."""
        return self.named is not None and self._within(*self.cut.statement)

    @property
    def exact(self) -> bool:
        """Whether the line is one of the lines that were cut."""
        return self.named is not None and self._within(self.cut.first, self.cut.last)

    def _within(self, first: int, last: int) -> bool:
        found = self.named
        return found is not None and found.file == self.cut.file and first <= (found.line or 0) <= last


@dataclass(frozen=True)
class ReferenceProgram:
    """The reference program with its plan, and what its policy functions need to run again."""

    root: Path
    raw: Mapping[str, Any]
    model: estate.Estate
    snapshot: Snapshot

    @classmethod
    def planned(cls, root: Path = CLONE) -> ReferenceProgram:
        """Return the unchanged program with its plan."""
        settings = read({})
        model = estate.load(settings.estate)
        raw = project_plans(settings, model)["all"]
        return cls(root, raw, model, plan.read(raw, root))

    @property
    def ids(self) -> dict[str, str]:
        """Return account ids by name; the management account is `management`."""
        found = {account.name: account.id for account in self.snapshot.accounts.values()}
        return found | {"management": next(a.id for a in self.snapshot.accounts.values() if a.management)}

    def rewritten(self, root: Path) -> Any:
        """Return the plan that the program in another folder would have."""
        return rewritten(self.raw, self.model, root, self.ids, self.snapshot.organization or "")

    def outcome(self, cut: Cut, folder: Path) -> Outcome:
        """Apply a cut, compare the snapshots, and return the outcome; `folder` has a copy of the program, which is
        restored."""
        target = folder / cut.file
        original = target.read_text(encoding="utf-8")
        target.write_text(cut.source, encoding="utf-8")
        try:
            after = plan.read(self.rewritten(folder), folder)
            return Outcome(cut, self._named(after, folder))
        finally:
            target.write_text(original, encoding="utf-8")

    def _named(self, after: Snapshot, folder: Path) -> Origin | None:
        best: Origin | None = None
        for place, found in enumerate(each_difference(self.snapshot, after, catalogue().names)):
            cause = next((cause for cause in found.causes if cause.origin), None)
            if cause is not None and cause.origin is not None:
                best = best or changed_line(cause.origin, cause.was, cause.now, self.root, folder)
                if found.change in (AccessChange.GAINS, AccessChange.LOSES):
                    return changed_line(cause.origin, cause.was, cause.now, self.root, folder)
            if place >= _SEARCHED_DIFFERENCES:
                break
        return best


def copy_program(root: Path, folder: Path) -> Path:
    """Return a copy of the program to cut."""
    for name in ("accounts", "network"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("estate.yaml", "__main__.py"):
        shutil.copy(root / name, folder / name)
    return folder


def outcomes(count: int, seed: int) -> Iterator[Outcome]:
    """Yield outcomes of cuts, drawn without replacement, until `count` of them change a request."""
    reference_program = ReferenceProgram.planned()
    drawn = list(cuts(reference_program.root))
    random.Random(seed).shuffle(drawn)  # noqa: S311 - a sample, not a secret
    # No byte code: Python would reuse that of a file that is cut twice within a second.
    sys.dont_write_bytecode = True
    with tempfile.TemporaryDirectory() as temporary:
        folder = copy_program(reference_program.root, Path(temporary))
        seen = 0
        for cut in drawn:
            outcome = reference_program.outcome(cut, folder)
            seen += outcome.named is not None
            yield outcome
            if seen == count:
                return


def main() -> None:
    """Print each miss, then the score."""
    count, seed = (int(argument) for argument in [*sys.argv[1:], *_DEFAULTS][:2])
    found = []
    for outcome in outcomes(count, seed):
        found.append(outcome)
        if not outcome.in_statement:
            print(f"{outcome.cut}: {outcome.named or 'no request shows it'}", flush=True)
    seen = [outcome for outcome in found if outcome.named is not None]
    right, exact = sum(o.in_statement for o in seen), sum(o.exact for o in seen)
    print(
        f"{len(seen)} cuts that a request shows: the named line lies in the statement that was cut for {right} "
        f"({right / len(seen):.1%}), in the lines of the cut for {exact} ({exact / len(seen):.1%}). "
        f"{len(found) - len(seen)} more cuts change no request that was tried."
    )


if __name__ == "__main__":
    main()
