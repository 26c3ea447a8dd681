"""Condition keys that actions of the same statement do not have: the condition then fails for them, or holds.

Reference: Service Authorization Reference; IAM user guide, access-analyzer-reference-policy-checks ("Unsupported action
for condition key", "Deny with unsupported tag condition key for service").
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.service_reference import ActionEntry, ServiceEntry
from sandbox.authorization.supported_keys import family
from sandbox.emulated.accessanalyzer.validation.json_nodes import Node
from sandbox.emulated.accessanalyzer.validation.policy import (
    Condition,
    Finding,
    Policy,
    References,
    Statement,
    found,
)

_TAG = "aws:resourcetag/"
_OPEN = frozenset("*?$")
_IF_EXISTS = "IfExists"


def findings(policy: Policy, references: References) -> Iterator[Finding]:
    """Yield the findings of each statement with conditions."""
    for statement in policy.statements:
        for condition in statement.conditions():
            if str(condition.operator.value).endswith(_IF_EXISTS) or condition.name == "Null":
                continue
            if condition.folded_key.startswith(_TAG):
                yield from _of_tags(statement, condition, references)
            elif not condition.folded_key.startswith("aws:") and "." not in condition.folded_key.partition(":")[0]:
                yield from _of_service_key(statement, condition, references)


def _of_tags(statement: Statement, condition: Condition, references: References) -> Iterator[Finding]:
    effect = "ALLOW" if statement.allows else "DENY"
    excluded = statement.get("NotAction")
    key = condition.key.value
    if excluded is not None:
        yield found(f"{effect}_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", condition.key, key=key)
        return
    element = statement.get("Action")
    prefixes = {node.value.partition(":")[0].lower() for node in element.texts()} if element is not None else set()
    lacking = [name for name in sorted(prefixes - {"*"}) if not _has_tags(references.services(name))]
    if lacking:
        code = f"{effect}_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"
        yield found(code, condition.key, key=key, services=", ".join(lacking))


def _has_tags(entry: ServiceEntry | None) -> bool:
    """Return whether some action of a service has the key; one that the reference lacks may have it."""
    return entry is None or any(_TAG in _families(entry, action) for action in entry.actions.values())


def _of_service_key(statement: Statement, condition: Condition, references: References) -> Iterator[Finding]:
    prefix = condition.folded_key.partition(":")[0]
    entry = references.services(prefix)
    if entry is None or not any(_has(entry, action, condition.folded_key) for action in entry.actions.values()):
        return  # the key does not exist, which is another finding
    element = statement.get("Action")
    lacking = [
        node
        for node in (element.texts() if element is not None else ())
        if not _OPEN & set(node.value) and _lacks(node, condition.folded_key, references)
    ]
    if lacking:
        names = ", ".join(node.value for node in lacking)
        yield found("UNSUPPORTED_ACTION_FOR_CONDITION_KEY", *lacking, actions=names, key=condition.key.value)


def _lacks(node: Node, key: str, references: References) -> bool:
    prefix, _, name = node.value.partition(":")
    entry = references.services(prefix.lower())
    action = entry.actions.get(name.lower()) if entry is not None else None
    return entry is not None and action is not None and not _has(entry, action, key)


def _has(entry: ServiceEntry, action: ActionEntry, key: str) -> bool:
    """Return whether an action has a key, whose reference may leave out what follows a slash or a second colon."""
    return any(
        family(key) == known
        or (("${" in known or known.endswith("/")) and key.startswith(known.split("${")[0].rstrip("/")))
        for known in _families(entry, action)
    )


def _families(entry: ServiceEntry, action: ActionEntry) -> frozenset[str]:
    of_types = (key for kind in action.types for key in entry.type_keys.get(kind, ()))
    return frozenset(family(key) for key in (*action.keys, *of_types))
