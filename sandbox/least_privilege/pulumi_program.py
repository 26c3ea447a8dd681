"""Generated policies as a fragment of a Pulumi program in Python, in the format of ruff and black."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from sandbox.iam import Policy
from sandbox.iam.snapshot import Caller

_INDENT = "    "
_NOT_IN_NAMES = re.compile(r"\W", re.ASCII)
_NOT_IN_RESOURCE_NAMES = re.compile(r"[^A-Za-z0-9+=,.@_-]")


def pulumi_program(title: str, principal: Caller, policies: Iterable[Policy], account: str) -> str:
    """Return the program's text: a function that creates each policy and attaches it to the role or user.

    It takes resource options, by which a program of several accounts names the provider.

    Args:
        title: The docstring of the function; one line, whose end is a full stop.
        principal: The role or user.
        policies: Its policies.
        account: The account's name, with which the names of resources begin.

    """
    kind = "role" if ":role/" in principal.arn else "user"
    function = _identifier(f"{account}_{principal.name}_policies")
    header = [
        "import json",
        "",
        "import pulumi",
        "import pulumi_aws as aws",
        "",
        "",
        f"def {function}(",
        f"    {kind}: pulumi.Input[str] = {_text(principal.name)},",
        "    opts: pulumi.ResourceOptions | None = None,",
        ") -> None:",
        f'    """{_docstring(title)}"""',
    ]
    lines = (line for policy in policies for line in _policy(kind, policy, account))
    return "\n".join([*header, *lines, ""])


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


def _policy(kind: str, policy: Policy, account: str) -> Iterator[str]:
    name = _text(_NOT_IN_RESOURCE_NAMES.sub("-", f"{account}-{policy.name}"))
    yield "    policy = aws.iam.Policy("
    yield f"        {name},"
    first, *rest = literal(policy.document, _INDENT * 3)
    yield from ("        policy=json.dumps(", f"            {first}", *rest, "        ),")
    yield from ("        opts=opts,", "    )")
    yield f"    aws.iam.{kind.title()}PolicyAttachment("
    yield f"        {name},"
    yield from (f"        {kind}={kind},", "        policy_arn=policy.arn,", "        opts=opts,", "    )")


def _identifier(name: str) -> str:
    found = _NOT_IN_NAMES.sub("_", name).lower()
    return f"_{found}" if found[0].isdigit() else found


def _docstring(text: str) -> str:
    return " ".join(text.split()).replace("\\", "/").replace('"', "'")


def _text(text: str) -> str:
    """Return a text as a literal: in double quotes, or in single quotes where these need fewer escapes."""
    written = json.dumps(text, ensure_ascii=False)
    if text.count('"') <= text.count("'"):
        return written
    return "'" + written[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"
