"""Run all policy checks on a document: one module a family of checks, in the folder `checks`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sandbox.emulated.accessanalyzer.validation import checks
from sandbox.emulated.accessanalyzer.validation.json_nodes import SyntaxProblem, parse, place
from sandbox.emulated.accessanalyzer.validation.policy import Finding, Policy, References, found

type Check = Callable[[Policy, References], Iterator[Finding]]

_ORDER = ("ERROR", "SECURITY_WARNING", "WARNING", "SUGGESTION")


def validate(text: str, policy_type: str, resource_type: str | None, references: References) -> list[dict[str, Any]]:
    """Return the findings of a document as the API shows them, errors first.

    Args:
        text: The document.
        policy_type: One of the API's `policyType`.
        resource_type: One of the API's `validatePolicyResourceType`, or None.
        references: What exists in AWS.

    """
    try:
        root = parse(text)
    except SyntaxProblem as problem:
        node = place(text, problem.offset)
        at = node.location(text)["span"]["start"]
        return [found("JSON_SYNTAX_ERROR", node, **at).shown(text)]
    if not isinstance(root.value, dict):
        return [found("DATA_TYPE_MISMATCH", root, type="Object").shown(text)]
    policy = Policy(text, root, policy_type, resource_type)
    shown = [finding.shown(text) for check in all_checks() for finding in check(policy, references)]
    return sorted(shown, key=lambda finding: _ORDER.index(finding["findingType"]))


@cache
def all_checks() -> tuple[Check, ...]:
    """Return the function `findings` of each module of the folder."""
    names = sorted(info.name for info in pkgutil.iter_modules(checks.__path__))
    return tuple(importlib.import_module(f"{checks.__name__}.{name}").findings for name in names)
