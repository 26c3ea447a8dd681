"""Differences between two worlds, gathered by what caused them; as a tree, as Markdown, for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from sandbox.access.attribution import Cause
from sandbox.access.difference import AccessChange, Difference
from sandbox.access.names import called
from sandbox.iam.decision import Verdict
from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot.source_map import pinpoint

_SAID = {
    AccessChange.GAINS: "gain",
    AccessChange.LOSES: "lose",
    AccessChange.WEAKER: "are refused by fewer layers",
    AccessChange.STRONGER: "are refused by more layers",
    AccessChange.OTHERWISE: "are refused by other layers",
}
_COLOUR = {
    AccessChange.GAINS: "red",
    AccessChange.LOSES: "yellow",
    AccessChange.WEAKER: "magenta",
    AccessChange.STRONGER: "green",
    AccessChange.OTHERWISE: "blue",
}
_FEW = 6


@dataclass(frozen=True)
class Change:
    """One turn with one cause: everybody and everything that it touches, and a request that shows it."""

    turn: AccessChange
    causes: tuple[Cause, ...]
    principals: tuple[str | None, ...]
    actions: tuple[str, ...]
    witness: Difference


def gathered(found: Iterable[Difference], before: Path, after: Path) -> tuple[Change, ...]:
    """Put together what one edit does to several callers and actions; the folders are the program's, then and now."""
    groups: dict[tuple[AccessChange, tuple[Cause, ...]], list[Difference]] = {}
    for difference in found:
        groups.setdefault((difference.turn, difference.causes[:1]), []).append(difference)
    order = list(AccessChange)
    changes = [
        Change(
            turn,
            tuple(_pinpointed(cause, before, after) for cause in group[0].causes),
            tuple(dict.fromkeys(difference.principal for difference in group)),
            tuple(dict.fromkeys(action for difference in group for action in difference.actions)),
            group[0],
        )
        for (turn, _), group in groups.items()
    ]
    return tuple(sorted(changes, key=lambda change: (order.index(change.turn), -len(change.actions))))


def _pinpointed(cause: Cause, before: Path, after: Path) -> Cause:
    if cause.origin is None:
        return cause
    return replace(cause, origin=pinpoint(cause.origin, cause.was, cause.now, before, after))


def tree(found: Iterable[Change], old: Snapshot, new: Snapshot) -> Tree:
    """For a person at a terminal."""
    top = Tree(f"{escape(old.source)} -> {escape(new.source)}")
    for change in found:
        colour, said = _COLOUR[change.turn], _SAID[change.turn]
        branch = top.add(f"[bold {colour}]{escape(_callers(change, old, new))} {said}[/] {_listed(change.actions)}")
        for line in (_witness(change.witness, old, new), *_causes(change, old)):
            branch.add(escape(line))
    if not top.children:
        top.add("nobody gains, nobody loses")
    return top


def as_markdown(found: Iterable[Change], old: Snapshot, new: Snapshot) -> str:
    """For a pull request."""
    lines = ["| | who | what | for instance | because |", "|---|---|---|---|---|"]
    for change in found:
        cells = (
            _SAID[change.turn],
            _callers(change, old, new),
            f"`{_listed(change.actions)}`",
            f"`{_witness(change.witness, old, new)}`",
            "<br>".join(_causes(change, old)),
        )
        lines.append(f"| {' | '.join(cell.replace('|', '\\|') for cell in cells)} |")
    return "\n".join(lines) if len(lines) > 2 else "Nobody gains, nobody loses."  # noqa: PLR2004 - the table's head


def plain(change: Change) -> Mapping[str, Any]:
    """For a program."""
    witness = change.witness
    return {
        "turn": change.turn.value,
        "principals": list(change.principals),
        "actions": list(change.actions),
        "witness": {
            "principal": witness.principal,
            "action": witness.actions[0],
            "resource": witness.resource,
            "context": dict(witness.context),
            "before": witness.before.decision.value,
            "after": witness.after.decision.value,
        },
        "causes": [
            {
                "change": cause.change,
                "layer": cause.layer.value,
                "policy": cause.policy,
                "sid": cause.sid,
                "origin": str(cause.origin) if cause.origin else None,
            }
            for cause in change.causes
        ],
    }


def _callers(change: Change, old: Snapshot, new: Snapshot) -> str:
    names = [_called(principal, old, new) for principal in change.principals]
    return ", ".join(names) if len(names) <= _FEW else f"{', '.join(names[:_FEW])} and {len(names) - _FEW} more"


def _called(principal: str | None, old: Snapshot, new: Snapshot) -> str:
    return called(new if principal in new.callers else old, principal)


def _listed(actions: tuple[str, ...]) -> str:
    return ", ".join(actions) if len(actions) <= _FEW else f"{', '.join(actions[:_FEW])} and {len(actions) - _FEW} more"


def _witness(difference: Difference, old: Snapshot, new: Snapshot) -> str:
    context = "".join(f" {key}={value}" for key, value in sorted(difference.context.items()))
    who, verdicts = _called(difference.principal, old, new), (difference.before, difference.after)
    said = " -> ".join(map(_verdict, verdicts))
    return f"{who} {difference.actions[0]} {difference.resource}{context}: {said}"


def _verdict(verdict: Verdict) -> str:
    by = f" ({', '.join(layer.value for layer in verdict.blocked_by)})" if verdict.blocked_by else ""
    return verdict.decision.value.replace("_", " ") + by


def _causes(change: Change, old: Snapshot) -> Iterator[str]:
    for cause in change.causes:
        where = str(cause.origin or "no line known")
        # Who looks for a line that is gone looks in the wrong program.
        then = f" of {old.source}" if cause.change == "gone" and cause.origin else ""
        statement = "" if cause.whole else f"/{cause.sid or '-'}"
        yield f"{cause.layer.value} {cause.policy}{statement} is {cause.change}: {where}{then}"
