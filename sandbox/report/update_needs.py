"""The text of what an update needs and who lacks what."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sandbox.access import names
from sandbox.iam import Decision
from sandbox.iam.message import POLICY_TYPES
from sandbox.iam.snapshot import Snapshot
from sandbox.needs.model import Lack, Missing, Needed, Needs, Source


def summary(needs: Needs, lacks: Sequence[Lack]) -> str:
    """Return one line: how many actions the update calls, as how many roles and users, how many are not allowed."""
    if not needs.needed:
        return "The update calls no actions."
    users = sum(":user/" in principal for principal in needs.principals)
    kinds = ((len(needs.principals) - users, "role"), (users, "user"))
    callers = " and ".join(_counted(count, kind) for count, kind in kinds if count)
    called = f"The update calls {_counted(needs.actions, 'action')} as {callers}"
    denied = {one.needed.action for lack in lacks for one in lack.missing}
    if not denied:
        return f"{called}; all are allowed."
    return f"{called}; {len(denied)} {'is' if len(denied) == 1 else 'are'} not allowed:"


def lack_text(lack: Lack, snapshot: Snapshot) -> Iterator[str]:
    """Yield what a role or user lacks, and the statements that give it."""
    name = names.display_name(snapshot, lack.principal)
    yield f"{name} lacks:"
    for one in _by_action(lack.missing):
        yield f"  {one}"
    if lack.statements:
        yield f"  to add to the policies of {name}:"
        for statement in lack.statements:
            yield from (f"    {line}" for line in json.dumps(statement, indent=2).splitlines())
    if lack.denied:
        yield "  denied with them too:" if lack.statements else "  no statement of its own policies allows:"
        for line in _by_action(lack.denied):
            yield f"    {line}"


def unknown_text(needs: Needs) -> Iterator[str]:
    """Yield each step whose calls are not known."""
    yield from (f"not known: {text}" for text in needs.unknown)


def reason(missing: Missing) -> str:
    """Return the decision and its layer, with the line that decides."""
    verdict = missing.trace.verdict
    if verdict.service_refusal is not None:
        return f"AWS refuses it regardless of policies: {verdict.service_refusal.reason}"
    kind = POLICY_TYPES[verdict.layer]
    where = f"  {missing.where}" if missing.where else ""
    if verdict.decision is Decision.IMPLICIT_DENY:
        return f"no {kind} allows it{where}"
    policy = missing.trace.deciding[0].policy.name if missing.trace.deciding else ""
    return f"explicit deny by {kind} {policy}{where}"


def source_text(sources: Sequence[Source]) -> tuple[str, str]:
    """Return the resource and the line of the first step, and how many more there are."""
    resources = list(dict.fromkeys(source.resource for source in sources))
    lines = list(dict.fromkeys(str(source.origin) for source in sources if source.origin))
    return _first(resources), _first(lines)


def needs_json(
    needs: Needs, lacks: Sequence[Lack], snapshot: Snapshot, wanted: Callable[[str], bool]
) -> dict[str, Any]:
    """Return everything as plain values, of the wanted principals."""
    missing = {(one.needed.principal, one.needed.action, one.needed.resource) for lack in lacks for one in lack.missing}
    return {
        "roles": [
            {
                "principal": principal,
                "name": names.display_name(snapshot, principal),
                "needed": [
                    _needed_json(one, allowed=(one.principal, one.action, one.resource) not in missing)
                    for one in needs.needed
                    if one.principal == principal
                ],
                "statements": [
                    statement for lack in lacks if lack.principal == principal for statement in lack.statements
                ],
                "denied": [
                    {"action": one.needed.action, "resource": one.needed.pattern, "reason": reason(one)}
                    for lack in lacks
                    if lack.principal == principal
                    for one in lack.denied
                ],
            }
            for principal in needs.principals
            if wanted(principal)
        ],
        "unknown": list(needs.unknown),
    }


def _needed_json(needed: Needed, *, allowed: bool) -> dict[str, Any]:
    return {
        "action": needed.action,
        "resource": needed.pattern,
        "allowed": allowed,
        "context": dict(needed.context),
        "calls": [
            {
                "urn": source.urn,
                "step": source.step,
                "operation": source.operation,
                "origin": str(source.origin) if source.origin else None,
            }
            for source in needed.sources
        ],
    }


def _by_action(missing: Iterable[Missing]) -> Iterator[str]:
    """Yield a line for each action and reason: its first resource, and the step that calls it."""
    grouped: dict[tuple[str, str], list[Missing]] = {}
    for one in missing:
        grouped.setdefault((one.needed.action, reason(one)), []).append(one)
    for (action, why), found in grouped.items():
        patterns = _first(list(dict.fromkeys(one.needed.pattern for one in found)))
        resource, line = source_text([source for one in found for source in one.needed.sources])
        yield f"{action} on {patterns}: {why}  ({resource}{f'  {line}' if line else ''})"


def _first(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    return texts[0] if len(texts) == 1 else f"{texts[0]} and {len(texts) - 1} more"


def _counted(count: int, one: str) -> str:
    return f"{count} {one if count == 1 else one + 's'}"
