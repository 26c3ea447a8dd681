"""Policy variables: where they belong, and how they are written.

Reference: IAM user guide, reference_policies_variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.emulated.accessanalyzer.validation.json_nodes import Node
from sandbox.emulated.accessanalyzer.validation.policy import (
    VARIABLES_SINCE,
    Finding,
    Policy,
    References,
    Statement,
    found,
)

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_ESCAPES = ("*", "?", "$")
_WITH_VARIABLES = ("String", "Arn")
_TAKING, _NOT_TAKING = ("Resource", "NotResource"), ("Action", "NotAction", "Sid")


def findings(policy: Policy, _references: References) -> Iterator[Finding]:
    """Yield the findings about variables."""
    for statement in policy.statements:
        yield from _of_elements(policy, statement)
        for condition in statement.conditions():
            for text in condition.values.texts():
                if "${" in text.value and not condition.name.startswith(_WITH_VARIABLES):
                    yield found("INVALID_VARIABLE_FOR_OPERATOR", text)
                else:
                    yield from _of_text(policy, text)


def _of_elements(policy: Policy, statement: Statement) -> Iterator[Finding]:
    for name, node in statement.node.members.items():
        for text in node.texts():
            if name in _TAKING:
                yield from _of_text(policy, text)
            elif name in _NOT_TAKING:
                for variable in _VARIABLE.finditer(text.value):
                    yield found("VARIABLE_UNSUPPORTED_IN_ELEMENT", text, variable=variable[0])


def _of_text(policy: Policy, node: Node) -> Iterator[Finding]:
    if "${" not in node.value:
        return
    if policy.version != VARIABLES_SINCE:
        yield found("VARIABLE_UNSUPPORTED_IN_VERSION", node)
        return
    if "${" in _VARIABLE.sub("", node.value):
        yield found("MISSING_BRACE_IN_VARIABLE", node)
    for variable in _VARIABLE.finditer(node.value):
        inner = variable[1]
        if not inner.strip():
            yield found("EMPTY_VARIABLE", node)
            continue
        name = inner.partition(",")[0]
        if inner not in _ESCAPES and " " in name.partition("/")[0]:  # a tag's key may have spaces
            yield found("UNSUPPORTED_SPACE_IN_VARIABLE", node)
        if inner not in _ESCAPES and "," in inner:
            default = inner.partition(",")[2].strip()
            if len(default) < 2 or not (default.startswith("'") and default.endswith("'")):  # noqa: PLR2004 - two quotes
                yield found("MISSING_QUOTE_IN_VARIABLE", node)
