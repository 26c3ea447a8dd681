"""The rules that give the warnings of an evaluation: each looks at one statement's trace and the request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sandbox.iam.actions import facts, services
from sandbox.iam.arn import PARTS
from sandbox.iam.grammar import breaches, breaches_of_document
from sandbox.iam.layers import Layer, Layers
from sandbox.iam.policy_warning import PolicyWarning, WarningName
from sandbox.iam.principal import PrincipalType
from sandbox.iam.request import Request
from sandbox.iam.service_refusal import RefusalType
from sandbox.iam.service_refusals import refusal_among
from sandbox.iam.statement_trace import ConditionTrace, StatementTrace

_SETS = ("ForAllValues:", "ForAnyValue:")
_WITH_GATEWAYS = ("s3:", "dynamodb:")
"""Services that a VPC reaches through gateway endpoints too, whose policies take no principal but everyone.

Reference: PrivateLink guide, vpc-endpoints-access ("Principals for gateway endpoints").
"""
_HANDS_ROLE_ON = "iam:passrole"
_TAG_OF_RESOURCE = ("aws:resourcetag/", "iam:resourcetag/")
"""AWS warns that these do not reliably say who may pass a role: IAM user guide, id_roles_use_passrole."""
MULTIVALUED = frozenset(
    (
        "aws:calledvia",
        "aws:principalorgpaths",
        "aws:principalservicenameslist",
        "aws:resourceorgpaths",
        "aws:sourceorgpaths",
        "aws:tagkeys",
        "aws:vpceorgpaths",
    )
)
"""Reference: IAM user guide, reference_policies_condition-keys ("Value type")."""


def warnings(request: Request, layers: Layers, entries: tuple[StatementTrace, ...]) -> tuple[PolicyWarning, ...]:
    """Return the warnings about a request and the statements that were evaluated for it."""
    found: list[PolicyWarning] = []
    for entry in entries:
        at = (entry.layer, entry.policy.name, entry.statement.index)
        named = [*_of_conditions(entry), *_of_variables(request, entry), *_of_principals(request, layers, entry)]
        named += _of_role_tags(request, entry)
        named += [(WarningName.REFUSED_BY_GRAMMAR, breach) for breach in _breaches(entry)]
        named += [(WarningName.EMPTY_ELEMENT, element) for element in entry.statement.empty]
        found += [PolicyWarning(name, subject, *at) for name, subject in named]
    known = facts(request.action)
    if request.principal.type in known.refused_to:
        found.append(PolicyWarning(WarningName.REFUSED_BY_SERVICE, request.action))
    refused = refusal_among(known.refusals, request)
    if refused is not None:
        invalid = refused.type is RefusalType.NAME
        name = WarningName.RESERVED_NAME if invalid else WarningName.RESERVED_BY_AWS
        found.append(PolicyWarning(name, f"{refused.reason} ({refused.page})"))
    return (*found, *(known.service.warnings(request, layers) if known.service else ()))


def _breaches(entry: StatementTrace) -> Iterator[str]:
    document = entry.policy.document
    if isinstance(document, Mapping):
        yield from breaches_of_document(document, entry.kind)
    yield from breaches(entry.raw, entry.kind)


def _of_conditions(entry: StatementTrace) -> Iterator[tuple[WarningName, str]]:
    statement = entry.statement
    for seen in entry.conditions:
        operator, key = seen.condition.operator, seen.condition.key
        if operator.startswith(_SETS):
            if _is_single(key):
                yield WarningName.SINGLE_VALUED_KEY, key
            if operator.startswith(_SETS[0]) and not any(seen.values) and seen.held and not statement.deny:
                yield WarningName.HELD_WITHOUT_VALUES, key
        elif _is_multivalued(key, seen) and operator != "Null":
            yield WarningName.MULTIVALUED_KEY, key
        if statement.deny and seen.held is False and not seen.values and operator != "Null":
            yield WarningName.DENY_MISSED_ITS_KEY, key


def _of_role_tags(request: Request, entry: StatementTrace) -> Iterator[tuple[WarningName, str]]:
    if request.action.lower() == _HANDS_ROLE_ON:
        keys = (seen.condition.key for seen in entry.conditions)
        yield from ((WarningName.TAG_OF_HANDED_ROLE, key) for key in keys if key.lower().startswith(_TAG_OF_RESOURCE))


def _is_single(key: str) -> bool:
    return key.lower().startswith("aws:") and key.lower() not in MULTIVALUED


def _is_multivalued(key: str, seen: ConditionTrace) -> bool:
    folded = key.lower()
    rules = services().get(folded.partition(":")[0])
    return folded in MULTIVALUED or len(seen.values) > 1 or (rules is not None and folded in rules.multivalued)


def _of_variables(request: Request, entry: StatementTrace) -> Iterator[tuple[WarningName, str]]:
    statement = entry.statement
    if entry.failed == "Principal":
        return
    name = WarningName.UNRESOLVED_VARIABLE_IN_DENY if statement.deny else WarningName.UNRESOLVED_VARIABLE
    open_ = (*statement.templates, *(t for seen in entry.conditions for t in seen.condition.templates))
    for key in dict.fromkeys(key for template in open_ for key in template.unresolved(request.single)):
        yield name, key
    # The page on variables has none there; AWS's own AmazonTimestreamInfluxDBServiceRolePolicy has one.
    for template in statement.templates:
        if template.before.count(":") < PARTS - 1:
            yield WarningName.VARIABLE_OUTSIDE_RESOURCE_PART, template.keys[0]
    raw = entry.raw
    document = entry.policy.document
    if isinstance(document, Mapping) and document.get("Version") != "2012-10-17":
        parts = [raw.get(element) for element in ("Resource", "NotResource", "Condition")]
        if "${" in json.dumps(parts, default=str):
            yield WarningName.VARIABLE_IN_OLD_VERSION, "Version"


def _of_principals(request: Request, layers: Layers, entry: StatementTrace) -> Iterator[tuple[WarningName, str]]:
    statement = entry.statement
    if statement.principals is None:
        return
    if statement.not_principal and statement.deny and layers.boundaries and entry.matched:
        yield WarningName.DENY_NOT_PRINCIPAL_AND_BOUNDARY, "NotPrincipal"
    through_gateway = entry.layer is Layer.ENDPOINT and request.action.lower().startswith(_WITH_GATEWAYS)
    if through_gateway and not statement.principals.everyone:
        yield WarningName.GATEWAY_ENDPOINT, "Principal"
    known = request.principal.type in (PrincipalType.USER, PrincipalType.ROLE)
    if statement.principals.unique_ids and known and not request.values("aws:userid"):
        yield WarningName.UNIQUE_ID_UNKNOWN, "aws:userid"
