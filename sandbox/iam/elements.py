"""The elements Action and Resource of a statement: the patterns that they name, or the problem that they have.

Reference: IAM user guide, reference_policies_grammar, reference_policies_elements_action,
reference_policies_elements_resource, reference_policies_variables and access-analyzer-reference-policy-checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sandbox.iam import cache_sizes
from sandbox.iam.errors import MalformedVariable
from sandbox.iam.glob import Pattern, fold, parse_glob
from sandbox.iam.relative_resource import RELATIVE
from sandbox.iam.variables import Template, parse_template

_ACTION = re.compile(r"\*|\*:\*|[A-Za-z0-9-]+:[A-Za-z0-9._*?-]+")
"""ASCII alone: names have no case, and in lower case the Kelvin sign would be a k."""


@lru_cache(maxsize=cache_sizes.PATTERNS)
def _action(text: str) -> Pattern | None:
    return fold(parse_glob(text)) if _ACTION.fullmatch(text) else None


def _checked_texts(raw: Mapping[str, object], element: str, problems: list[str]) -> tuple[str, ...]:
    """Return the texts of an element that takes one or a list of them; add a problem where it has another value."""
    listed = raw.get(element)
    items = listed if isinstance(listed, list | tuple) else [listed]
    if not all(isinstance(item, str) and item for item in items):
        problems.append(f"{element} is a text or a list of texts")
        return ()
    return tuple(str(item) for item in items)


def actions(raw: Mapping[str, object], problems: list[str]) -> tuple[Pattern, ...]:
    """Return the patterns; none where one can't be read, for the statement may then cover any action."""
    element = "NotAction" if "NotAction" in raw else "Action"
    patterns = []
    for text in _checked_texts(raw, element, problems):
        pattern = _action(text)
        if pattern is None:
            problems.append(f"{element} {text!r} names no action: write service:Action, wildcards after the colon")
            return ()
        patterns.append(pattern)
    return tuple(patterns)


def resources(
    raw: Mapping[str, object], problems: list[str], *, variables: bool, relative: bool
) -> tuple[tuple[Pattern, ...], tuple[Template, ...]]:
    """Return the patterns; none where one can't be read, for the statement may then cover any resource.

    `relative`: the policy belongs to a resource, so that API Gateway's `execute-api:/...` is complete.
    """
    element = "NotResource" if "NotResource" in raw else "Resource"
    fixed: list[Pattern] = []
    open_: list[Template] = []
    for text in _checked_texts(raw, element, problems) if element in raw else ():
        of_api = relative and text.startswith(RELATIVE)
        if text != "*" and not of_api and not text.startswith("arn:"):
            # SQS once took paths: what they match is not known here.
            problems.append(f"{element} {text!r} is neither an ARN nor *")
            return (), ()
        if text != "*" and not of_api and not _names_its_service(text):
            problems.append(f"{element} {text!r} has no service spelt out: write arn:partition:service:...")
            return (), ()
        try:
            parsed = parse_template(text, variables=variables)
        except MalformedVariable as error:
            problems.append(f"{element}: {error}")
            return (), ()
        if isinstance(parsed, Template):
            open_.append(parsed)
        else:
            fixed.append(parsed)
    return tuple(fixed), tuple(open_)


def _names_its_service(arn: str) -> bool:
    """Return whether the third part of an ARN is present and has no wildcard."""
    service = arn.split(":", 3)[2] if arn.count(":") > 1 else ""
    return bool(service) and not {"*", "?"} & set(service)


def empty(raw: Mapping[str, object]) -> Iterator[str]:
    """Yield the elements with an empty list: AWS saves such a statement, and it applies to no request."""
    for element in ("Action", "NotAction", "Resource", "NotResource"):
        if raw.get(element) in ([], ()):
            yield element
    named = raw.get("Principal")
    if isinstance(named, Mapping) and all(listed in ([], ()) for listed in named.values()):
        yield "Principal"
