"""Generated policies as a fragment of a Pulumi program in Python, in the format of ruff and black."""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping

from sandbox.iam import Policy
from sandbox.iam.snapshot import Caller

_INDENT = "    "
_NOT_IN_NAMES = re.compile(r"\W", re.ASCII)
_NOT_IN_RESOURCE_NAMES = re.compile(r"[^A-Za-z0-9+=,.@_-]")


def pulumi_program(title: str, principal: Caller, policies: Iterable[Policy], account: str) -> str:
    """Return the program's text: for each policy an `aws.iam.Policy`, attached to the role or user by its name.

    Args:
        title: The comment at the beginning; one line.
        principal: The role or user.
        policies: Its policies.
        account: The account's name, with which the names of resources begin.

    """
    blocks = [block for policy in policies for block in _policy(principal, policy, account)]
    header = [f"# {' '.join(title.split())}", "import json", "", "import pulumi_aws as aws", ""]
    return "\n".join([*header, *blocks])


def literal(value: object, indent: str = "") -> Iterator[str]:
    """Yield the lines of a value of JSON as a Python literal; every object and list has one line an element."""
    inner = indent + _INDENT
    if isinstance(value, Mapping) and value:
        yield "{"
        for key, item in value.items():
            first, *rest = literal(item, inner)
            yield from _element(f"{inner}{_text(str(key))}: {first}", rest)
        yield f"{indent}}}"
    elif isinstance(value, list | tuple) and value:
        yield "["
        for item in value:
            first, *rest = literal(item, inner)
            yield from _element(f"{inner}{first}", rest)
        yield f"{indent}]"
    else:
        yield _text(value) if isinstance(value, str) else repr(value)


def _element(first: str, rest: list[str]) -> list[str]:
    lines = [first, *rest]
    lines[-1] += ","
    return lines


def _policy(principal: Caller, policy: Policy, account: str) -> Iterator[str]:
    name = _NOT_IN_RESOURCE_NAMES.sub("-", f"{account}-{policy.name}")
    variable = _variable(name)
    document = "\n".join(literal(policy.document, _INDENT * 2))
    kind = "role" if ":role/" in principal.arn else "user"
    yield f"{variable} = aws.iam.Policy(\n    {_text(name)},\n    policy=json.dumps(\n        {document}\n    ),\n)"
    yield (
        f"aws.iam.{kind.title()}PolicyAttachment(\n    {_text(name)},\n"
        f"    {kind}={_text(principal.name)},\n    policy_arn={variable}.arn,\n)\n"
    )


def _variable(name: str) -> str:
    """Return a name as an identifier."""
    found = _NOT_IN_NAMES.sub("_", name).lower()
    return f"_{found}" if found[0].isdigit() or keyword.iskeyword(found) else found


def _text(text: str) -> str:
    """Return a text as a literal: in double quotes, or in single quotes where these need fewer escapes."""
    written = json.dumps(text, ensure_ascii=False)
    if text.count('"') <= text.count("'"):
        return written
    return "'" + written[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"
