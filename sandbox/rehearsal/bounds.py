"""The most and the least that policies may allow where the values of condition keys are not known.

A statement that reads such a key may match or not. Decisions only get stricter when a Deny matches or an Allow does
not, so that two snapshots bound the decision: in one every such statement counts for the request, in the other against
it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from sandbox.iam.context_keys import keys_of_statement
from sandbox.iam.policy_json import statement_values
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Snapshot
from sandbox.rehearsal.policies import Place, with_policies

_VARIABLE = re.compile(r"\$\{[^}]*\}")


class Bound(Enum):
    """Which way statements count whose keys are not known."""

    EASIEST = "easiest"
    """For the request: an Allow matches, a Deny does not."""
    STRICTEST = "strictest"
    """Against it."""
    STRICTEST_CHANGE = "strictest change"
    """Against it where the statement is new at its place; AWS allowed the request with the others."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The statements of one place with which AWS decided the recorded calls."""

    texts: frozenset[str] = frozenset()
    grants_remain: bool = False
    """Whether each Allow of them is still there, so that the place allows what it allowed."""


_NOT_RECORDED = Recorded()


def statement_text(statement: object) -> str:
    """Return a text that equal statements have in common."""
    return json.dumps(statement, sort_keys=True, default=str)


def bounded(snapshot: Snapshot, unknown: frozenset[str], bound: Bound, recorded: Mapping[Place, Recorded]) -> Snapshot:
    """Return the snapshot in which statements that read unknown keys match, or do not, as the bound requires.

    Args:
        snapshot: The policies.
        unknown: The keys, in lower case.
        bound: Which way such statements count.
        recorded: The statements with which AWS decided, for `STRICTEST_CHANGE`.

    """
    seen: dict[tuple[int, Recorded | None], Policy] = {}
    kept: list[Policy] = []

    def new(place: Place, policy: Policy) -> Policy:
        there = recorded.get(place, _NOT_RECORDED) if bound is Bound.STRICTEST_CHANGE else None
        found = seen.get((id(policy), there))
        if found is None:
            kept.append(policy)  # or its id might become that of another one
            found = seen[id(policy), there] = _policy(policy, unknown, bound, there)
        return found

    return with_policies(snapshot, new)


def _policy(policy: Policy, unknown: frozenset[str], bound: Bound, there: Recorded | None) -> Policy:
    document = policy.document
    listed = statement_values(document)
    statements = [_statement(one, unknown, bound, there) if isinstance(one, Mapping) else one for one in listed]
    if not isinstance(document, Mapping) or all(a is b for a, b in zip(statements, listed, strict=True)):
        return policy
    return replace(policy, document={**document, "Statement": statements})


def _statement(
    statement: Mapping[str, object], unknown: frozenset[str], bound: Bound, there: Recorded | None
) -> Mapping[str, object]:
    read = {key.lower() for key in keys_of_statement(statement, variables=True)}
    if not read & unknown:
        return statement
    deny = statement.get("Effect") == "Deny"
    against = bound is not Bound.EASIEST
    if there is not None:
        against = statement_text(statement) not in there.texts if deny else not there.grants_remain
    return _matching(statement, unknown) if deny is against else _never_matching(statement)


def _matching(statement: Mapping[str, object], unknown: Collection[str]) -> Mapping[str, object]:
    """Return the statement without what depends on unknown keys."""
    found = dict(statement)
    for element, kept in (("Resource", "*"), ("NotResource", None)):
        if element in found:
            found[element] = _texts(found[element], unknown, kept)
    condition = statement.get("Condition")
    if isinstance(condition, Mapping):
        found["Condition"] = {
            operator: {key: values for key, values in keys.items() if not _reads(key, values, unknown)}
            for operator, keys in condition.items()
            if isinstance(keys, Mapping)
        }
    return found


def _reads(key: str, values: object, unknown: Collection[str]) -> bool:
    return key.lower() in unknown or any(_names(text, unknown) for text in _listed(values))


def _names(text: object, unknown: Collection[str]) -> bool:
    found = _VARIABLE.findall(text) if isinstance(text, str) else ()
    return any(variable[2:-1].partition(",")[0].strip().lower() in unknown for variable in found)


def _texts(value: object, unknown: Collection[str], replacement: str | None) -> object:
    """Return patterns with a wildcard for each unknown variable; those of NotResource exclude nothing then."""
    texts = []
    for text in _listed(value):
        if not _names(text, unknown):
            texts.append(text)
        elif replacement is not None:
            texts.append(_VARIABLE.sub(replacement, str(text)))
    return texts or ["arn:aws:none:::none"]


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _never_matching(statement: Mapping[str, object]) -> Mapping[str, object]:
    """Return the statement with an empty list of actions, so that it keeps its place and applies to no request."""
    kept = {name: value for name, value in statement.items() if name not in ("NotAction", "Condition")}
    return {**kept, "Action": []}
