"""The access diff of two snapshots, grouped by what caused each change: as a tree, as Markdown, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rich.markup import escape
from rich.tree import Tree

from sandbox.access.attribution import Cause
from sandbox.access.diff import AccessChange, Difference
from sandbox.access.name_list import shortened
from sandbox.access.names import display_name
from sandbox.iam.decision import Verdict
from sandbox.iam.role_session import session_arn
from sandbox.iam.snapshot import Snapshot
from sandbox.origin import Origin
from sandbox.report.context_text import context_texts
from sandbox.report.evaluated_principal import ROLES_ARE_SESSIONS

_VERBS = {
    AccessChange.GAINS: "gain",
    AccessChange.LOSES: "lose",
    AccessChange.WEAKER: "are denied by fewer layers",
    AccessChange.STRONGER: "are denied by more layers",
    AccessChange.OTHERWISE: "are denied by other layers",
    AccessChange.UNKNOWN: "are not compared completely (too many combinations of conditions) for",
}
_COLOURS = {
    AccessChange.GAINS: "red",
    AccessChange.LOSES: "yellow",
    AccessChange.WEAKER: "magenta",
    AccessChange.STRONGER: "green",
    AccessChange.OTHERWISE: "blue",
    AccessChange.UNKNOWN: "red",
}
_LISTED = 6
"""Principals and actions that a line names; more are counted."""
NO_CHANGE = "No principal gains or loses access."
"""The text of a diff without changes."""


@dataclass(frozen=True)
class Change:
    """One change of access with one cause: all principals and actions it affects, and a request that shows it."""

    change: AccessChange
    causes: tuple[Cause, ...]
    principals: tuple[str | None, ...]
    actions: tuple[str, ...]
    example: Difference


def group_changes(
    found: Iterable[Difference],
    locate: Callable[[Cause], Origin | None] = lambda cause: cause.origin,
    order: Callable[[str | None], tuple[int, str]] = lambda principal: (0, principal or ""),
) -> tuple[Change, ...]:
    """Group the differences that one edit makes for several principals and actions.

    Args:
        found: The differences.
        locate: Returns the line of a cause, as exactly as is known.
        order: Sort key of the principals of a change.

    """
    groups: dict[tuple[AccessChange, tuple[Cause, ...]], list[Difference]] = {}
    for difference in found:
        groups.setdefault((difference.change, difference.causes[:1]), []).append(difference)
    kinds = list(AccessChange)
    changes = [
        Change(
            change,
            tuple(replace(cause, origin=locate(cause)) for cause in group[0].causes),
            tuple(sorted({difference.principal for difference in group}, key=order)),
            tuple(dict.fromkeys(action for difference in group for action in difference.actions)),
            group[0],
        )
        for (change, _), group in groups.items()
    ]
    return tuple(sorted(changes, key=lambda change: (kinds.index(change.change), -len(change.actions))))


def tree(found: Iterable[Change], old: Snapshot, new: Snapshot, title: str = "") -> Tree:
    """Return the changes as a tree for a terminal; without a title, its title is the names of both snapshots."""
    top = Tree(escape(title or f"{old.source} -> {new.source}"))
    listed = tuple(found)
    for change in listed:
        colour, verb = _COLOURS[change.change], _VERBS[change.change]
        branch = top.add(
            f"[bold {colour}]{escape(_principals(change, old, new))} {verb}[/] {shortened(change.actions, _LISTED)}"
        )
        for line in (_example(change.example, old, new), *_causes(change, old)):
            branch.add(escape(line))
    if not listed:
        top.add(NO_CHANGE)
    elif _names_role(listed):
        top.add(f"[dim]{ROLES_ARE_SESSIONS}[/]")
    return top


def as_markdown(found: Iterable[Change], old: Snapshot, new: Snapshot) -> str:
    """Return the changes as a Markdown table for a pull request."""
    lines = ["| change | principals | actions | for example | because |", "|---|---|---|---|---|"]
    listed = tuple(found)
    for change in listed:
        cells = (
            _VERBS[change.change],
            _principals(change, old, new),
            f"`{shortened(change.actions, _LISTED)}`",
            f"`{_example(change.example, old, new)}`",
            "<br>".join(_causes(change, old)),
        )
        lines.append(f"| {' | '.join(cell.replace('|', '\\|') for cell in cells)} |")
    if not listed:
        return NO_CHANGE
    return "\n".join([*lines, *(("", ROLES_ARE_SESSIONS) if _names_role(listed) else ())])


def as_json(change: Change) -> Mapping[str, Any]:
    """Return a change as plain values, for another program."""
    example = change.example
    return {
        "change": change.change.value,
        "principals": list(change.principals),
        "actions": list(change.actions),
        "example": {
            "principal": example.principal,
            "session": session_arn(example.principal),
            "action": example.actions[0],
            "resource": example.resource,
            "context": dict(example.context),
            "before": example.before.decision.value,
            "after": example.after.decision.value,
            "alternatives": {key: list(values) for key, values in example.alternatives.items()},
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


def _principals(change: Change, old: Snapshot, new: Snapshot) -> str:
    return shortened(tuple(_name(principal, old, new) for principal in change.principals), _LISTED)


def _names_role(found: Iterable[Change]) -> bool:
    return any(session_arn(principal) for change in found for principal in change.principals)


def _name(principal: str | None, old: Snapshot, new: Snapshot) -> str:
    return display_name(new if principal in new.callers else old, principal)


def _example(difference: Difference, old: Snapshot, new: Snapshot) -> str:
    context = "".join(f" {text}" for text in context_texts(difference.context))
    others = "".join(
        f"; likewise {key} {shortened(values, _LISTED)}" for key, values in difference.alternatives.items()
    )
    name = _name(difference.principal, old, new)
    verdicts = f"{_verdict(difference.before)} -> {_verdict(difference.after)}"
    return f"{name} {difference.actions[0]} {difference.resource}{context}: {verdicts}{others}"


def _verdict(verdict: Verdict) -> str:
    by = f" ({', '.join(layer.value for layer in verdict.blocked_by)})" if verdict.blocked_by else ""
    return verdict.decision.value.replace("_", " ") + by


def _causes(change: Change, old: Snapshot) -> Iterator[str]:
    for cause in change.causes:
        where = str(cause.origin or "line not known")
        # A line that is gone is a line of the old program.
        then = f" of {old.source}" if cause.change == "gone" and cause.origin else ""
        statement = "" if cause.whole else f"/{cause.sid or '-'}"
        yield f"{cause.layer.value} {cause.policy}{statement} is {cause.change}: {where}{then}"
