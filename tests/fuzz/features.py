"""Features of a request, in the terms of the table of known differences: `principal root`, `layer scps`, ..."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.iam.actions import facts
from sandbox.iam.arn import Arn
from sandbox.iam.decide_protocol import read
from sandbox.iam.principal import Principal, PrincipalType
from sandbox.iam.request import Request
from tests.fuzz.generator import GeneratedRequest
from tests.fuzz.pools import MALFORMED

_LISTS = ("identity", "boundaries", "endpoint")
_DOCUMENTS = ("session", "resource_policy")
_LEVELS = ("scps", "rcps")
_VARIABLE = re.compile(r"\$\{([^},]+)(,[^}]*)?\}")
_FORMS = {
    "escape": r"\$\{[*?$]\}",
    "epoch": r"^\d{10}(\.\d+)?$",
    "exponent": r"^\d+e\d+$",
    "date": r"^\d{4}-\d\d-\d\d",
    "address": r"^(\d+(\.\d+){3}|[0-9a-f:]*::[0-9a-f:]*)$",
    "wildcard": r"[*?]",
    "empty": r"^$",
}
_KINDS = {
    PrincipalType.ROOT: "root",
    PrincipalType.USER: "user",
    PrincipalType.ROLE: "role",
    PrincipalType.FEDERATED_USER: "federated user",
    PrincipalType.SERVICE: "service",
    PrincipalType.WEB_OR_SAML: "web identity",
    PrincipalType.ANONYMOUS: "anonymous",
}


def features(generated: GeneratedRequest) -> frozenset[str]:
    """Return every feature of the request."""
    request, _ = read(generated)
    return frozenset(_features(generated, request))


def _features(generated: GeneratedRequest, request: Request) -> Iterator[str]:
    caller = request.principal
    yield f"principal {'service-linked role' if caller.service_linked else kind(caller)}"
    yield f"action {request.action}"
    yield "account same" if request.same_account else "account cross"
    if not facts(request.action).limited_by_rcps:
        yield "action outside RCPs"
    if caller.type in facts(request.action).refused_to:
        yield "refused by the service"
    for name in ("principal_in_management_account", "resource_in_management_account"):
        if generated.get(name):
            yield name
    for layer, statement, document in statements(generated):
        yield f"layer {layer}"
        yield f"{layer} {statement.get('Effect')}"
        yield f"version {document.get('Version')}"
        yield from _of_statement(layer, statement, request)
    for name in (*_LISTS, *_DOCUMENTS, *_LEVELS):
        if not generated.get(name):
            yield f"no {name}"
        elif name in _LEVELS and not all(generated[name]):
            yield f"empty level {name}"


def kind(caller: Principal) -> str:
    """Return the type of the principal; sessions are distinguished from roles."""
    return "session" if caller.is_session else _KINDS[caller.type]


def statements(generated: GeneratedRequest) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """Yield layer, statement and document of every statement."""
    listed: list[tuple[str, Any]] = [(name, document) for name in _LISTS for document in generated.get(name) or ()]
    listed += [(name, generated[name]) for name in _DOCUMENTS if generated.get(name)]
    listed += [(name, document) for name in _LEVELS for level in generated.get(name) or () for document in level]
    for name, document in listed:
        for statement in document["Statement"]:
            yield name, statement, document


def _of_statement(layer: str, statement: Mapping[str, Any], request: Request) -> Iterator[str]:
    for element in ("NotPrincipal", "NotAction", "NotResource"):
        if element in statement:
            yield f"element {element}"
    for element in ("Principal", "NotPrincipal"):
        for name in _names(statement.get(element)):
            yield f"{layer} {element} {name}"
    yield from _of_texts(statement, request)
    for operator, keys in (statement.get("Condition") or {}).items():
        quantifier, _, plain = operator.rpartition(":")
        yield f"operator {plain.removesuffix('IfExists')}"
        yield f"quantifier {quantifier or 'none'}"
        if plain.endswith("IfExists"):
            yield "suffix IfExists"
        if len({key.lower() for key in keys}) < len(keys):
            yield "key in two cases"
        for key, wanted in keys.items():
            yield from _of_key(key, _listed(wanted), request)


def _of_texts(statement: Mapping[str, Any], request: Request) -> Iterator[str]:
    """Yield the features of Action and Resource."""
    actions = [*_listed(statement.get("Action")), *_listed(statement.get("NotAction"))]
    resources = [*_listed(statement.get("Resource")), *_listed(statement.get("NotResource"))]
    if any(service != service.lower() for service in (text.partition(":")[0] for text in actions)):
        yield "action in another case"
    if any("?" in text for text in (*actions, *resources)):
        yield "question mark"
    for text in resources:
        yield from _variables("Resource", text, request)


def _of_key(key: str, wanted: list[str], request: Request) -> Iterator[str]:
    """Yield the features of one condition key, its expected value and its value in the request."""
    values = request.values(key.lower())
    yield f"key {key.lower()}"
    yield f"uses {key.lower()}"
    yield "key present" if values else "key missing"
    for text in wanted:
        yield from _variables("Condition", text, request)
        yield f"wanted {_form(text)}"
    for text in values:
        yield f"given {_form(text)}"


def _variables(place: str, text: str, request: Request) -> Iterator[str]:
    for found in _VARIABLE.finditer(text):
        yield f"variable in {place}"
        yield f"uses {found.group(1).strip().lower()}"
        if request.single(found.group(1).strip().lower()) is None:
            yield "variable with default" if found.group(2) else "variable unresolved"


def _form(text: str) -> str:
    """Return the type of a value in one word."""
    form = next((name for name, pattern in _FORMS.items() if re.search(pattern, text)), "text")
    return "malformed" if form != "exponent" and any(text in values for values in MALFORMED.values()) else form


def _names(element: Any) -> Iterator[str]:
    if element == "*":
        yield "everyone"
    for family, listed in element.items() if isinstance(element, dict) else ():
        for name in _listed(listed):
            yield _name(family, name)


def _name(family: str, name: str) -> str:
    if family != "AWS":
        return family.lower()
    if name == "*":
        return "everyone"
    arn = Arn.parse(name)
    return "account" if arn is None or arn.resource == "root" else kind(Principal.parse(name))


def _listed(value: Any) -> list[str]:
    return [] if value is None else value if isinstance(value, list) else [value]
