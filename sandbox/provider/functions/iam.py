"""IAM: policy documents."""

import json
from typing import Any, Final
from zlib import crc32

from sandbox.iam.policy_json import statements
from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.function import function
from sandbox.provider.properties import Input
from sandbox.provider.value_types import Document, ListOf, Text
from sandbox.provider.values import Values

VERSION: Final = "2012-10-17"
NAMES: Final = ListOf(Text())
PRINCIPALS: Final = ListOf(
    Block({"type": Input(Text(), required=True), "identifiers": Input(NAMES, required=True)}),
)
CONDITION: Final = Block(
    {
        "test": Input(Text(), required=True),
        "variable": Input(Text(), required=True),
        "values": Input(NAMES, required=True),
    }
)
STATEMENT: Final = Block(
    {
        "sid": Input(Text()),
        "effect": Input(Text(choices=("Allow", "Deny"))),
        "actions": Input(NAMES),
        "notActions": Input(NAMES),
        "resources": Input(NAMES),
        "notResources": Input(NAMES),
        "principals": Input(PRINCIPALS),
        "notPrincipals": Input(PRINCIPALS),
        "conditions": Input(ListOf(CONDITION)),
    }
)


@function(
    "aws:iam/getPolicyDocument:getPolicyDocument",
    version=Input(Text(choices=(VERSION, "2008-10-17"))),
    policyId=Input(),
    statements=Input(ListOf(STATEMENT)),
    sourcePolicyDocuments=Input(ListOf(Document())),
    overridePolicyDocuments=Input(ListOf(Document())),
)
def get_policy_document(api: Api, args: Values, *, preview: bool) -> Values:
    """Return the document as JSON: statements of the sources, then its own, then overrides in place of the same Sid."""
    _ = api, preview
    merged: list[Values] = []
    for document in args.get("sourcePolicyDocuments") or []:
        _merge(merged, _statements(document))
    _merge(merged, [_statement(given) for given in args.get("statements") or []])
    for document in args.get("overridePolicyDocuments") or []:
        _merge(merged, _statements(document))
    written = {"Version": args.get("version") or VERSION, "Id": args.get("policyId"), "Statement": merged}
    policy = {name: value for name, value in written.items() if value}
    text = json.dumps(policy, indent=2)
    return {**args, "json": text, "minifiedJson": json.dumps(policy, separators=(",", ":")), "id": number_of(text)}


def number_of(text: str) -> str:
    """Return a number derived from the document, the same in every run."""
    return str(crc32(text.encode()))


def _statements(document: str) -> list[Values]:
    return [dict(statement) for statement in statements(json.loads(document))]


def _merge(into: list[Values], added: list[Values]) -> None:
    """Add statements; one with the Sid of a present statement replaces it."""
    for statement in added:
        sid = statement.get("Sid")
        place = next((index for index, known in enumerate(into) if sid and known.get("Sid") == sid), None)
        if place is None:
            into.append(statement)
        else:
            into[place] = statement


def _statement(given: Values) -> Values:
    written = {
        "Sid": given.get("sid"),
        "Effect": given.get("effect") or "Allow",
        "Principal": _principals(given.get("principals")),
        "NotPrincipal": _principals(given.get("notPrincipals")),
        "Action": _short(given.get("actions")),
        "NotAction": _short(given.get("notActions")),
        "Resource": _short(given.get("resources")),
        "NotResource": _short(given.get("notResources")),
        "Condition": _conditions(given.get("conditions") or []),
    }
    return {name: value for name, value in written.items() if value}


def _short(names: list[str] | None) -> str | list[str] | None:
    return names[0] if names and len(names) == 1 else names


def _principals(principals: list[Values] | None) -> Any:
    if not principals:
        return None
    if any(one["type"] == "*" for one in principals):
        return "*"
    return {one["type"]: _short(one["identifiers"]) for one in principals}


def _conditions(conditions: list[Values]) -> Values:
    written: dict[str, Values] = {}
    for condition in conditions:
        written.setdefault(condition["test"], {})[condition["variable"]] = _short(condition["values"])
    return written
