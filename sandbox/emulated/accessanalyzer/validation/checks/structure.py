"""Elements of the document and of its statements: version, effect, combinations, Sids and sizes.

Reference: IAM user guide, reference_policies_grammar and reference_iam-quotas; Organizations user guide,
orgs_reference_limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
from sandbox.iam.document import Kind
from sandbox.iam.document_check import characters
from sandbox.iam.grammar import quota

_VERSIONS = ("2012-10-17", "2008-10-17")
_DOCUMENT = frozenset(("Version", "Id", "Statement"))
_STATEMENT: Mapping[str, type | tuple[type, ...]] = {
    "Sid": str,
    "Effect": str,
    "Principal": (str, dict),
    "NotPrincipal": (str, dict),
    "Action": (str, list),
    "NotAction": (str, list),
    "Resource": (str, list),
    "NotResource": (str, list),
    "Condition": dict,
}
_NAMES: Mapping[object, str] = {
    str: "String",
    dict: "Object",
    (str, list): "String or Array",
    (str, dict): "String or Object",
}
_PAIRS = (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal"))
_NEEDS_RESOURCE = ("AWS::S3::Bucket", "AWS::S3::AccessPoint", "AWS::DynamoDB::Table")
_MANAGED_POLICY = 6_144
_TRUST_POLICY = 2_048


def findings(policy: Policy, _references: References) -> Iterator[Finding]:
    """Yield the findings about elements."""
    yield from _of_document(policy)
    for statement in policy.statements:
        yield from _of_statement(policy, statement)
    yield from _sids(policy)
    yield from _sizes(policy)


def _of_document(policy: Policy) -> Iterator[Finding]:
    for name, key in policy.root.keys.items():
        if name not in _DOCUMENT or (name == "Id" and policy.type in (SCP, RCP)):
            yield found("INVALID_POLICY_ELEMENT", key, element=name)
    version = policy.root.members.get("Version")
    if version is None:
        yield found("MISSING_VERSION", policy.root)
    elif version.value not in _VERSIONS:
        yield found("INVALID_VERSION", version, version=version.value, versions=", ".join(_VERSIONS))
    statement = policy.root.members.get("Statement")
    if statement is None or statement.value == []:
        yield found("MISSING_STATEMENT", statement or policy.root)
    for each in statement or ():
        if not isinstance(each.value, dict):
            yield found("DATA_TYPE_MISMATCH", each, type="Object")


def _of_statement(policy: Policy, statement: Statement) -> Iterator[Finding]:
    node = statement.node
    for name, key in node.keys.items():
        if name not in _STATEMENT:
            yield found("INVALID_POLICY_ELEMENT", key, element=name)
        elif not isinstance(node.members[name].value, _STATEMENT[name]):
            yield found("DATA_TYPE_MISMATCH", node.members[name], type=_NAMES[_STATEMENT[name]])
    for one, other in _PAIRS:
        if one in node.keys and other in node.keys:
            yield found("UNSUPPORTED_ELEMENT_COMBINATION", node.keys[one], node.keys[other], one=one, other=other)
    effect = statement.get("Effect")
    if effect is None:
        yield found("MISSING_EFFECT", node)
    elif effect.value not in ("Allow", "Deny"):
        yield found("INVALID_EFFECT", effect, effect=effect.value)
    if statement.get("Action", "NotAction") is None:
        yield found("MISSING_ACTION", node)
    yield from _resource_element(policy, statement)


def _resource_element(policy: Policy, statement: Statement) -> Iterator[Finding]:
    element = statement.get("Resource", "NotResource")
    if policy.is_trust:
        if element is not None:
            yield found("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", element)
    elif element is None and (policy.type != RESOURCE or policy.resource_type in _NEEDS_RESOURCE):
        yield found("MISSING_RESOURCE", statement.node)


def _sids(policy: Policy) -> Iterator[Finding]:
    named: dict[str, list[Node]] = {}
    for statement in policy.statements:
        sid = statement.get("Sid")
        if sid is None or not isinstance(sid.value, str):
            continue
        if not sid.value:
            yield found("EMPTY_SID_VALUE", sid)
            continue
        named.setdefault(sid.value, []).append(sid)
        if policy.is_of_iam and not re.fullmatch(r"[A-Za-z0-9]+", sid.value):
            yield found("UNSUPPORTED_SID", sid)
    for nodes in named.values():
        if len(nodes) > 1:
            yield found("UNIQUE_SIDS_REQUIRED" if policy.is_of_iam else "UNIQUE_SIDS_RECOMMENDED", *nodes)


def _sizes(policy: Policy) -> Iterator[Finding]:
    kind = {SCP: Kind.SCP, RCP: Kind.RCP}.get(policy.type)
    size = characters(policy.text)
    if kind is not None:
        most = quota(kind).characters
        if len(policy.text) > most:
            yield found(f"POLICY_SIZE_EXCEEDS_{kind.name}_QUOTA", policy.root, size=len(policy.text), quota=most)
    elif policy.type == IDENTITY and size > _MANAGED_POLICY:
        yield found("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", policy.root, size=size, quota=_MANAGED_POLICY)
    elif policy.is_trust and size > _TRUST_POLICY:
        yield found("POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", policy.root)
