"""The three checks of a policy document: new access, listed access and public access.

Reference: Access Analyzer API reference, CheckNoNewAccess, CheckAccessNotGranted, CheckNoPublicAccess (operations and
examples); IAM user guide, access-analyzer-custom-policy-checks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.access.document_checks import (
    CheckedDocument,
    InvalidDocument,
    access_not_granted,
    no_new_access,
    no_public_access,
)
from sandbox.emulated.accessanalyzer.errors import invalid, invalid_document
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call
from sandbox.iam.document import Kind
from sandbox.iam.glob import Pattern, fold, parse_glob
from sandbox.iam.statement import Statement

KINDS: Mapping[str, Kind] = {"IDENTITY_POLICY": Kind.IDENTITY, "RESOURCE_POLICY": Kind.RESOURCE}
_TRUST = "AWS::IAM::AssumeRolePolicyDocument"
_LISTED_AT_MOST = 100
"""Actions, and resources, of one check. Reference: IAM user guide, access-analyzer-quotas."""


@operation("CheckNoNewAccess")
def check_no_new_access(call: Call) -> dict[str, Any]:
    """Return the statements of a new document that grant what the existing one does not grant."""
    kind = KINDS[call.request["policyType"]]
    existing, new = (
        _document(call.request[member], kind) for member in ("existingPolicyDocument", "newPolicyDocument")
    )
    return _answer(
        no_new_access(existing, new),
        passed="The modified permissions do not grant new access compared to your existing policy.",
        failed="The modified permissions grant new access compared to your existing policy.",
        reason="New access in the statement",
    )


@operation("CheckAccessNotGranted")
def check_access_not_granted(call: Call) -> dict[str, Any]:
    """Return the statements that grant one of the listed actions on one of the listed resources."""
    listed = call.request["access"]
    if len(listed) != 1 or not (listed[0].get("actions") or listed[0].get("resources")):
        raise invalid("access must have exactly one element, with actions, resources or both.")
    actions, resources = listed[0].get("actions") or [], listed[0].get("resources") or []
    for member, names in (("actions", actions), ("resources", resources)):
        if len(names) > _LISTED_AT_MOST:
            raise invalid(f"access[0].{member} must not have more than {_LISTED_AT_MOST} elements.")
    document = _document(call.request["policyDocument"], KINDS[call.request["policyType"]])
    return _answer(
        access_not_granted(document, _actions(actions), [_resource(name) for name in resources]),
        passed="The policy document does not grant access to perform the listed actions or resources.",
        failed="The policy document grants access to perform one or more of the listed actions or resources.",
        reason="One or more of the listed actions or resources in the statement",
    )


@operation("CheckNoPublicAccess")
def check_no_public_access(call: Call) -> dict[str, Any]:
    """Return the statements of a resource's policy that grant to the public."""
    kind = Kind.TRUST if call.request["resourceType"] == _TRUST else Kind.RESOURCE
    document = _document(call.request["policyDocument"], kind)
    return _answer(
        no_public_access(document),
        passed="The resource policy does not grant public access for the given resource type.",
        failed="The resource policy grants public access for the given resource type.",
        reason="Public access granted in the following statement",
    )


def _document(text: str, kind: Kind) -> CheckedDocument:
    try:
        document = CheckedDocument.of(text, kind)
    except InvalidDocument as error:
        raise invalid_document(f"{error.happened} {error.next_step}") from error
    if not document.allows:
        raise invalid_document("You must include at least one allow statement for analysis.")
    return document


def _actions(names: Sequence[str]) -> list[Pattern]:
    for name in names:
        if name != "*" and ":" not in name:
            raise invalid(f"access[0].actions: {name!r} is not an action. Write service:Action.")
    return [fold(parse_glob(name)) for name in names]


def _resource(name: str) -> Pattern:
    parts = name.split(":", 5)
    if name != "*" and (parts[0] != "arn" or len(parts) != 6 or set("*?") & set("".join(parts[:5]))):  # noqa: PLR2004 - an ARN's parts
        raise invalid(f"access[0].resources: {name!r} is not an ARN with wildcards in its resource part alone.")
    return parse_glob(name)


def _answer(granting: Sequence[Statement], *, passed: str, failed: str, reason: str) -> dict[str, Any]:
    if not granting:
        return {"result": "PASS", "message": passed}
    return {"result": "FAIL", "message": failed, "reasons": [_reason(statement, reason) for statement in granting]}


def _reason(statement: Statement, text: str) -> dict[str, Any]:
    if statement.sid:
        named = {"statementId": statement.sid, "description": f"{text} with sid: {statement.sid}."}
    else:
        named = {"description": f"{text} with index: {statement.index}."}
    return {**named, "statementIndex": statement.index}
