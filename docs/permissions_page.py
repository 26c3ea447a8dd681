"""The page of the permissions that each offered operation needs: `docs/permissions.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import botocore.session

from sandbox.authorization import OperationCall, Requirement, requirements
from sandbox.authorization.parameters import folded
from sandbox.authorization.registry import action_prefix
from sandbox.authorization.service_reference import Reference, reference_of
from sandbox.facts.action_catalogue import catalogue

SERVICES = Path(__file__).parent / "services.md"
ANSWERED = re.compile(r"\*\*(?:native|LocalStack|moto)\*\* \(\d+\): (.*)")
NOT_IN_BOTOCORE = frozenset({("s3", "PostObject")})
"""Operations that only browsers call, by a form."""

HEAD = """# Permissions of operations

The IAM actions, resources and condition keys that a call of each offered operation needs. Generated from
`sandbox/authorization` and the Service Authorization Reference. `${Name}` is the value of the request's parameter; `*`
in an ARN is what the request does not identify: the resource does not exist yet, or the call is about all of them.
Where a parameter may be an ARN itself, that ARN is used. Keys of every request, such as aws:PrincipalArn, are not
listed; aws:RequestTag and aws:TagKeys follow from the tags of a request.
"""


def page() -> str:
    """Return the page."""
    reference = reference_of(catalogue().raw)
    session = botocore.session.get_session()
    parts = [HEAD]
    for service, operations in offered().items():
        model = session.get_service_model(service)
        rows = [row for name in operations for row in _rows(model, service, name, reference)]
        parts.append(f"## {service}\n\n| operation | action | resource | keys |\n| --- | --- | --- | --- |")
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts).rstrip() + "\n"


def offered() -> Mapping[str, tuple[str, ...]]:
    """Return the operations of each service that something answers, from the page of services."""
    found = {}
    for section in re.split(r"\n## ", SERVICES.read_text())[1:]:
        name = section.partition("\n")[0].strip()
        operations = sorted(one for line in ANSWERED.findall(section) for one in line.split(", "))
        operations = [one for one in operations if (name, one) not in NOT_IN_BOTOCORE]
        if operations:
            found[name] = tuple(operations)
    return found


def symbolic_call(model: Any, service: str, operation: str, reference: Reference) -> OperationCall:
    """Return a call whose parameters are their own names."""
    prefix = action_prefix(service, model.signing_name)
    shape, http = model.operation_model(operation).input_shape, model.operation_model(operation).http
    members = shape.members if shape else {}
    entry = reference(prefix)
    action = entry.actions.get(operation.lower()) if entry else None
    kinds = tuple(action.types) if entry and action else ()
    parameters: dict[str, object] = {}
    for name, member in members.items():
        kind = _type_of_arn(name, kinds)
        value = entry.formats[kind].text if entry and kind else f"${{{name}}}"
        if member.type_name == "string":
            parameters[name] = value
        elif member.type_name == "list" and member.member.type_name == "string":
            parameters[name] = [value]
    return OperationCall(
        service=service,
        prefix=prefix,
        operation=operation,
        parameters=parameters,
        account="${Account}",
        region="${Region}",
        method=http["method"],
        path=http["requestUri"].replace("{", "${"),
    )


def _type_of_arn(member: str, kinds: tuple[str, ...]) -> str | None:
    """Return the resource type whose ARN a member holds, by its name; None for a member that holds no such ARN."""
    stem = folded(member).removesuffix("s").removesuffix("arn")
    if stem == folded(member).removesuffix("s"):
        return None
    if stem in ("", "resource"):
        return next(iter(kinds), None)
    return next((kind for kind in kinds if folded(kind).startswith(stem) or stem.startswith(folded(kind))), None)


def _rows(model: Any, service: str, operation: str, reference: Reference) -> Iterator[str]:
    called = symbolic_call(model, service, operation, reference)
    for place, needed in enumerate(_distinct(requirements(called, reference))):
        resource = needed.resource.replace("${Partition}", "aws")
        keys = ", ".join(sorted(needed.context))
        yield f"| {operation if place == 0 else ''} | {needed.action} | `{resource}` | {keys} |"


def _distinct(found: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    return tuple({(one.action, one.resource): one for one in found}.values())
