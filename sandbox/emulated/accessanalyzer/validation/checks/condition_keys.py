"""Condition keys: whether they exist, take a tag's key, fit their operator and have those beside them that they need.

Reference: IAM user guide, reference_policies_condition-keys; Service Authorization Reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.service_reference import ServiceEntry
from sandbox.authorization.supported_keys import family
from sandbox.emulated.accessanalyzer.validation.global_keys import PAIRED, operator_type, takes, type_of
from sandbox.emulated.accessanalyzer.validation.json_nodes import Node
from sandbox.emulated.accessanalyzer.validation.policy import (
    RCP,
    Condition,
    Finding,
    Policy,
    References,
    Statement,
    found,
)

_ARN = "aws:arn"
_TAGGED = ("aws:principaltag", "aws:requesttag", "aws:resourcetag")
_OF_PRINCIPALS = ("aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths")
_IS_SERVICE = "aws:principalisawsservice"
_OF_PROVIDERS = (
    "saml",
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
)


def findings(policy: Policy, references: References) -> Iterator[Finding]:
    """Yield the findings about keys."""
    for statement in policy.statements:
        conditions = list(statement.conditions())
        for condition in conditions:
            yield from _of_key(condition, references)
        yield from _in_different_case(statement)
        yield from _unpaired(conditions)
        if policy.type == RCP and not statement.allows:
            yield from _without_services(conditions)


def _of_key(condition: Condition, references: References) -> Iterator[Finding]:
    key, folded = condition.key, condition.folded_key
    prefix, colon, name = folded.partition(":")
    if not colon or not prefix or not name:
        yield found("INVALID_CONDITION_KEY_FORMAT", key)
    elif folded == _ARN:
        yield found("UNSUPPORTED_GLOBAL_CONDITION_KEY", key)
    elif prefix == "aws":
        yield from _of_global_key(condition)
    elif "." not in prefix and prefix not in _OF_PROVIDERS:
        entry = references.services(prefix)
        if entry is not None and family(folded) not in _families(entry) and not _is_prefixed(folded, entry):
            yield found("INVALID_SERVICE_CONDITION_KEY", key, key=key.value, service=prefix)


def _of_global_key(condition: Condition) -> Iterator[Finding]:
    key, folded = condition.key, condition.folded_key
    if folded.rstrip("/") in _TAGGED:
        yield found("MISSING_TAG_KEY_IN_CONDITION", key, key=f"{key.value.rstrip('/')}/")
        return
    type_ = type_of(folded)
    if type_ is None:
        yield found("INVALID_GLOBAL_CONDITION_KEY", key, key=key.value)
    elif not takes(type_, condition.name):
        yield found(
            "TYPE_MISMATCH",
            condition.operator,
            expected=operator_type(type_),
            operator=condition.operator.value,
            key=key.value,
        )


def _families(entry: ServiceEntry) -> frozenset[str]:
    of_actions = (key for action in entry.actions.values() for key in action.keys)
    of_types = (key for keys in entry.type_keys.values() for key in keys)
    return frozenset(family(key) for key in (*of_actions, *of_types))


def _is_prefixed(folded: str, entry: ServiceEntry) -> bool:
    """Return whether the reference names the key with a variable after its second colon, or leaves out its tag."""
    return any(
        (known.endswith("/") and folded.startswith(known[:-1]))
        or ("${" in known and folded.startswith(known.split("${")[0]))
        for known in _families(entry)
    )


def _in_different_case(statement: Statement) -> Iterator[Finding]:
    block = statement.get("Condition")
    for keys in block.members.values() if block is not None else ():
        named: dict[str, list[Node]] = {}
        for name, node in keys.keys.items():
            named.setdefault(name.lower(), []).append(node)
        for nodes in named.values():
            if len(nodes) > 1:
                yield found("DUPLICATE_KEYS_WITH_DIFFERENT_CASE", *nodes, key=nodes[0].value)


def _unpaired(conditions: list[Condition]) -> Iterator[Finding]:
    present = {condition.folded_key for condition in conditions}
    for condition in conditions:
        wanted = PAIRED.get(condition.folded_key)
        if wanted and not present & {key.lower() for key in wanted}:
            keys = ", ".join(wanted)
            yield found("MISSING_PAIRED_CONDITION_KEYS", condition.key, key=condition.key.value, keys=keys)


def _without_services(conditions: list[Condition]) -> Iterator[Finding]:
    if any(condition.folded_key == _IS_SERVICE for condition in conditions):
        return
    for condition in conditions:
        if condition.folded_key in _OF_PRINCIPALS:
            yield found("RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY", condition.key, key=condition.key.value)
