"""Principal and NotPrincipal: where they belong, and what they may hold.

Reference: IAM user guide, reference_policies_elements_principal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.emulated.accessanalyzer.validation.json_nodes import Node
from sandbox.emulated.accessanalyzer.validation.policy import (
    IDENTITY,
    RCP,
    RESOURCE,
    SCP,
    Finding,
    Policy,
    References,
    Statement,
    found,
)

_KEYS = ("AWS", "CanonicalUser", "Federated", "Service")
_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)")
_REFERENCES = {"AROA": "INVALID_ROLE_REFERENCE", "AIDA": "INVALID_USER_REFERENCE"}
_SESSION = re.compile(r"arn:([^:]+):sts::([0-9]+):assumed-role/([^/]+)/.+")
_FEDERATED = re.compile(r"arn:[a-z-]+:iam::[0-9]{12}:(saml|oidc)-provider/.+|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/.*)?")
_ROLES_ANYWHERE = "rolesanywhere.amazonaws.com"
_NEEDED = frozenset(("sts:assumerole", "sts:setsourceidentity", "sts:tagsession"))
_ALL = frozenset(("*", "sts:*"))
_PROVIDERS = {"sts:assumerolewithsaml": ":saml-provider/", "sts:assumerolewithwebidentity": None}


def findings(policy: Policy, _references: References) -> Iterator[Finding]:
    """Yield the findings about principals."""
    for statement in policy.statements:
        element = statement.get("Principal", "NotPrincipal")
        if element is None:
            if policy.type in (RESOURCE, RCP):
                yield found("MISSING_PRINCIPAL", statement.node)
            continue
        yield from _place(policy, statement, element)
        if policy.type == RESOURCE:
            yield from _of_element(policy, statement, element)


def _place(policy: Policy, statement: Statement, element: Node) -> Iterator[Finding]:
    name = "Principal" if "Principal" in statement.node.keys else "NotPrincipal"
    key = statement.node.keys[name]
    if policy.type == IDENTITY:
        yield found("UNSUPPORTED_PRINCIPAL", key, type=policy.type)
    elif policy.type == SCP:
        yield found("SCP_SYNTAX_ERROR_PRINCIPAL", key)
    elif policy.type == RCP:
        if name == "NotPrincipal" or element.value not in ("*", {"AWS": "*"}, {"AWS": ["*"]}):
            yield found("RCP_SYNTAX_ERROR_PRINCIPAL", element)
    elif name == "NotPrincipal":
        if policy.is_trust:
            yield found("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", key)
        if statement.allows:
            yield found("ALLOW_WITH_NOT_PRINCIPAL", key)


def _of_element(policy: Policy, statement: Statement, element: Node) -> Iterator[Finding]:
    if element.value == "*":
        if policy.is_trust:
            yield found("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", element)
        return
    if not isinstance(element.value, dict):
        yield found("INVALID_PRINCIPAL_FORMAT", element)
        return
    if not element.value:
        yield found("EMPTY_OBJECT_PRINCIPAL", element)
    for kind, listed in element.members.items():
        if kind in _KEYS:
            yield from _of_kind(policy, statement, kind, listed)
        else:
            yield found("INVALID_PRINCIPAL_KEY", element.keys[kind], key=kind)


def _of_kind(policy: Policy, statement: Statement, kind: str, listed: Node) -> Iterator[Finding]:
    if listed.value == []:
        yield found("EMPTY_ARRAY_PRINCIPAL", listed)
    if kind == "Federated" and policy.resource_type is not None and not policy.is_trust:
        yield found("FEDERATED_PRINCIPAL_NOT_SUPPORTED", listed)
    for node in listed.texts():
        yield from _of_name(kind, node)
    if policy.is_trust:
        if kind == "AWS":
            yield from _redundant_sessions(listed)
        yield from _mismatched(statement, kind, listed)
        yield from _of_trust(statement, kind, listed)


def _of_trust(statement: Statement, kind: str, listed: Node) -> Iterator[Finding]:
    element = statement.get("Action")
    actions = {node.value.lower() for node in element.texts()} if element is not None else set()
    for node in listed.texts():
        if kind == "Federated" and not _FEDERATED.fullmatch(node.value):
            yield found("INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", node)
        if kind == "Service" and node.value == _ROLES_ANYWHERE and not actions >= _NEEDED and not actions & _ALL:
            yield found("MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY", element or node)


def _of_name(kind: str, node: Node) -> Iterator[Finding]:
    if set("*?") & set(node.value) and not (kind == "AWS" and node.value == "*"):
        yield found("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", node, key=kind)
    elif kind == "Service" and not _SERVICE.fullmatch(node.value):
        yield found("INVALID_SERVICE_PRINCIPAL_FORMAT", node, format="service-name.amazonaws.com")
    elif kind == "AWS" and node.value[:4] in _REFERENCES:
        yield found(_REFERENCES[node.value[:4]], node, id=node.value)


def _redundant_sessions(listed: Node) -> Iterator[Finding]:
    roles = {node.value for node in listed.texts()}
    for node in listed.texts():
        session = _SESSION.fullmatch(node.value)
        if session is None:
            continue
        role = f"arn:{session[1]}:iam::{session[2]}:role/{session[3]}"
        if role in roles:
            yield found("REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", node, session=node.value, role=role)


def _mismatched(statement: Statement, kind: str, listed: Node) -> Iterator[Finding]:
    """Yield the actions of web identities and SAML that principals of another kind can't call."""
    element = statement.get("Action")
    for action in element.texts() if element is not None else ():
        if action.value.lower() not in _PROVIDERS:
            continue
        saml = _PROVIDERS[action.value.lower()] is not None
        wrong = [
            node.value
            for node in listed.texts()
            if kind != "Federated" or (":saml-provider/" in node.value) is not saml
        ]
        if wrong:
            yield found("MISMATCHED_ACTION_FOR_PRINCIPAL", action, action=action.value, principals=", ".join(wrong))
