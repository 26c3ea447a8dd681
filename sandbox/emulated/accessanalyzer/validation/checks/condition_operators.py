"""Condition operators: whether they exist, their qualifiers, and the JSON types of their values.

Reference: IAM user guide, reference_policies_elements_condition_operators and
reference_policies_condition-single-vs-multi-valued-context-keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.emulated.accessanalyzer.validation.global_keys import type_of
from sandbox.emulated.accessanalyzer.validation.json_nodes import Node
from sandbox.emulated.accessanalyzer.validation.policy import RCP, Condition, Finding, Policy, References, found
from sandbox.iam.conditions.block import operators
from sandbox.iam.policy_warnings import MULTIVALUED

_ALL, _ANY, _IF_EXISTS = "ForAllValues:", "ForAnyValue:", "IfExists"
_EXACT = ("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase")


def findings(policy: Policy, _references: References) -> Iterator[Finding]:
    """Yield the findings about operators."""
    for statement in policy.statements:
        block = statement.get("Condition")
        if block is None or not isinstance(block.value, dict):
            continue
        if not block.value:
            yield found("EMPTY_OBJECT_CONDITION", block)
        for name, keys in block.members.items():
            if not isinstance(keys.value, dict):
                yield found("DATA_TYPE_MISMATCH", keys, type="Object")
            elif not keys.value:
                yield found("EMPTY_OBJECT_CONDITION", keys)
            yield from _of_operator(name, block.keys[name])
        for condition in statement.conditions():
            yield from _of_condition(condition)
        if policy.type == RCP and statement.allows:
            yield found("RCP_SYNTAX_ERROR_ALLOW", block)


def _of_operator(name: str, key: Node) -> Iterator[Finding]:
    bare = name.removeprefix(_ALL).removeprefix(_ANY)
    if bare == f"Null{_IF_EXISTS}":
        yield found("NULL_WITH_IF_EXISTS", key)
    elif bare == "Null":
        if bare != name:
            yield found("NULL_WITH_QUALIFIER", key)
    elif bare.removesuffix(_IF_EXISTS) not in operators():
        yield found("INVALID_CONDITION_OPERATOR", key, operator=name)


def _of_condition(condition: Condition) -> Iterator[Finding]:
    operator, key = str(condition.operator.value), condition.key.value
    if condition.values.value == []:
        yield _empty(operator, condition)
        return
    types = {_json_type(node.value) for node in condition.values}
    if len(types) > 1:
        yield found("INVALID_CONDITION_DATA_TYPE", condition.values)
    if condition.name == "Bool" and isinstance(condition.values.value, list) and len(condition.values.value) > 1:
        yield found("INVALID_CONDITION_MULTIPLE_BOOLEAN", condition.values)
    folded = condition.folded_key
    qualified = operator.startswith((_ALL, _ANY))
    if folded in MULTIVALUED and not qualified and condition.name != "Null":
        yield found("MISSING_QUALIFIER", condition.key, key=key)
    if operator.startswith(_ALL) and type_of(folded) is not None and folded not in MULTIVALUED:
        yield found("FORALLVALUES_WITH_SINGLE_VALUED_KEY", condition.operator, key=key)
    if condition.name in _EXACT:
        wild = [node for node in condition.values.texts() if set("*?") & set(_without_variables(node.value))]
        if wild:
            yield found("WILDCARD_WITHOUT_LIKE_OPERATOR", *wild)


def _empty(operator: str, condition: Condition) -> Finding:
    code = "EMPTY_ARRAY_CONDITION"
    if operator.startswith(_ALL):
        code += "_FORALLVALUES"
    elif operator.startswith(_ANY):
        code += "_FORANYVALUE"
    elif operator.endswith(_IF_EXISTS):
        code += "_IFEXISTS"
    return found(code, condition.values, key=condition.key.value)


def _json_type(value: object) -> str:
    if isinstance(value, bool):
        return "Boolean"
    return "Number" if isinstance(value, int | float) else type(value).__name__


def _without_variables(text: str) -> str:
    return text.replace("${*}", "").replace("${?}", "")
