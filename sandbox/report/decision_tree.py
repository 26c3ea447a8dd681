"""The tree of a decision: each layer, the statements that matched in it and those that nearly did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.markup import escape
from rich.tree import Tree

from sandbox.iam import EvaluationTrace, Layer, Snapshot, StatementTrace
from sandbox.iam.message import POLICY_TYPES
from sandbox.iam.policy_warning import WarningName
from sandbox.iam.statement_trace import ConditionTrace

_COLOURS = {"allow": "green", "explicit_deny": "red", "implicit_deny": "yellow", "not_evaluable": "magenta"}
_NEAR = ("Condition", "Resource", "Principal")
"""Elements whose mismatch makes a statement a near miss: its Action matched."""
_SHOWN = 3
"""Near misses of one layer that are shown, the nearest first; the others are counted."""
_VALUES = 60
"""Characters of a condition's values, so that they stay on a line."""


@dataclass(frozen=True)
class Branch:
    """One line of the tree with the lines below it."""

    text: str
    branches: tuple[Branch, ...] = ()
    colour: str = ""


def decision_tree(trace: EvaluationTrace, snapshot: Snapshot) -> Branch:
    """Return the tree of a decision; a layer without policies is left out unless it does not allow the request."""
    verdict = trace.verdict
    layers = tuple(_layers(trace, snapshot))
    missing = trace.missing_keys
    absent = (Branch(f"condition keys that the request lacks: {', '.join(missing)}"),) if missing else ()
    decision = verdict.decision.value.replace("_", " ")
    colour = f"bold {_COLOURS[verdict.decision.value]}"
    beside = tuple(Branch(f"{grant} allows it", colour="green") for grant in _beside_policies(trace))
    return Branch(f"{decision} by {POLICY_TYPES[verdict.layer]}", (*layers, *beside, *absent), colour)


def _beside_policies(trace: EvaluationTrace) -> Iterator[str]:
    """Yield what grants the request beside the policies: a grant of a KMS key, an access control list."""
    yield from (one.subject for one in trace.warnings if one.name is WarningName.GRANTED_BESIDE_POLICY and one.subject)


def as_rich(tree: Branch) -> Tree:
    """Return the tree for a terminal."""
    top = Tree(_marked(tree))
    _add(top, tree.branches)
    return top


def as_lines(tree: Branch) -> Iterator[str]:
    """Yield the tree as lines of text."""
    yield tree.text
    yield from _below(tree.branches, "")


def _layers(trace: EvaluationTrace, snapshot: Snapshot) -> Iterator[Branch]:
    for layer in Layer:
        entries = [entry for entry in trace.entries if entry.layer is layer]
        blocking = layer in trace.verdict.blocked_by
        if entries or blocking:
            state, colour = ("does not allow it", "red") if blocking else ("passes", "green")
            statements = tuple(_statements(entries, trace, snapshot))
            none = Branch(f"no statement covers {trace.request.action}")
            yield Branch(f"{POLICY_TYPES[layer]}: {state}", statements or (none,), colour)


def _statements(entries: list[StatementTrace], trace: EvaluationTrace, snapshot: Snapshot) -> Iterator[Branch]:
    matched = [entry for entry in entries if entry.matched is not False]
    near = [entry for entry in entries if entry.matched is False and entry.failed in _NEAR]
    ordered = (*sorted(matched, key=_weight), *sorted(near, key=_weight))
    grouped: dict[tuple[str, str, str, tuple[Branch, ...]], list[str]] = {}
    for entry in ordered:
        levels = grouped.setdefault((*_texts(entry), tuple(map(_condition, entry.conditions))), [])
        levels += _level(entry, trace, snapshot)
    matching = len({_texts(entry) for entry in matched})
    for (name, result, where, conditions), levels in [*grouped.items()][: matching + _SHOWN]:
        at = f" at {', '.join(levels)}" if levels else ""
        yield Branch(f"{name}{at} {result}{f'  {where}' if where else ''}", conditions)
    if len(grouped) > matching + _SHOWN:
        yield Branch(f"and {len(grouped) - matching - _SHOWN} more that nearly match")


def _weight(entry: StatementTrace) -> tuple[int, bool, bool]:
    """Order near misses by the element that does not match, denies first, AWS's own policies last."""
    element = _NEAR.index(entry.failed) if entry.failed in _NEAR else 0
    return element, not entry.statement.deny, entry.policy.origin is None


def _texts(entry: StatementTrace) -> tuple[str, str, str]:
    """Return the statement's name, its result, and its line."""
    statement = entry.statement
    name = f"{'Deny' if statement.deny else 'Allow'} {entry.policy.name}/{statement.sid or statement.index + 1}"
    where = entry.policy.where(statement.index)
    if entry.matched is None:
        result = f"cannot be evaluated: {'; '.join(statement.problems)}"
    else:
        result = "matches" if entry.matched else f"does not match in {entry.failed}"
    return name, result, str(where) if where else ""


def _condition(seen: ConditionTrace) -> Branch:
    wanted = ", ".join(map(str, seen.condition.wanted))
    short = wanted if len(wanted) <= _VALUES else f"{wanted[: _VALUES - 3]}..."
    result = "holds" if seen.held else "fails"
    text = f"{seen.condition.operator} {seen.condition.key} {short}: {', '.join(seen.values) or 'absent'}, {result}"
    return Branch(text)


def _level(entry: StatementTrace, trace: EvaluationTrace, snapshot: Snapshot) -> Iterator[str]:
    """Yield the name of the node that the policy is attached to."""
    if entry.level is None:
        return
    request = trace.request
    account = request.principal.account if entry.layer is Layer.SCP else request.resource_account
    path = snapshot.path(account or "")
    if entry.level < len(path):
        yield path[entry.level].name


def _marked(branch: Branch) -> str:
    text = escape(branch.text)
    return f"[{branch.colour}]{text}[/]" if branch.colour else text


def _add(tree: Tree, branches: tuple[Branch, ...]) -> None:
    for branch in branches:
        _add(tree.add(_marked(branch)), branch.branches)


def _below(branches: tuple[Branch, ...], stem: str) -> Iterator[str]:
    for branch in branches:
        last = branch is branches[-1]
        yield f"{stem}{'└─' if last else '├─'} {branch.text}"
        yield from _below(branch.branches, f"{stem}{'   ' if last else '│  '}")
