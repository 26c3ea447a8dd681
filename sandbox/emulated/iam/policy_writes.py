"""Policies are checked when they are written: grammar and size, in place of moto's own checks.

Reference: IAM user guide, reference_policies_grammar and reference_iam-quotas; the errors of each operation in the IAM
API reference.
"""

from __future__ import annotations

from typing import Any

from localstack.utils.patch import patch
from moto.iam.models import iam_backends
from moto.iam.policy_validation import IAMPolicyDocumentValidator, IAMTrustPolicyDocumentValidator

from sandbox.emulated.errors import AwsError
from sandbox.emulated.iam.quotas import check_new
from sandbox.emulated.operation import operation
from sandbox.emulated.policies.written_policy import document_text
from sandbox.emulated.service_call import Call
from sandbox.iam import Kind
from sandbox.iam.document_check import characters, check_document

_MANAGED, _TRUST = 6_144, 2_048
_INLINE = {"User": 2_048, "Group": 5_120, "Role": 10_240}
"""Characters of all inline policies of one entity."""
_CONFLICT = 409


@patch(IAMPolicyDocumentValidator.validate)
def _identity_checked(_validate: Any, _validator: Any) -> None:
    """Leave the check to the operations below: moto refuses conditions whose values are JSON booleans and numbers."""


@patch(IAMTrustPolicyDocumentValidator.validate)
def _trust_checked(_validate: Any, _validator: Any) -> None:
    """Leave the check to the operations below."""


@operation("CreatePolicy", "CreatePolicyVersion")
def write_managed_policy(call: Call) -> dict[str, Any]:
    """Create a managed policy or a version of one; moto limits the versions."""
    text = call.request["PolicyDocument"]
    _check(text, Kind.IDENTITY)
    if characters(text) > _MANAGED:
        raise _limit(f"Cannot exceed quota for PolicySize: {_MANAGED}")
    if call.operation == "CreatePolicy":
        check_new(call, "Policy")
    return call.inner(call.request)


@operation("PutUserPolicy", "PutGroupPolicy", "PutRolePolicy")
def put_inline_policy(call: Call) -> dict[str, Any]:
    """Write an inline policy; all of an entity have one limit together."""
    kind = call.operation.removeprefix("Put").removesuffix("Policy")
    name, text = str(call.request[f"{kind}Name"]), call.request["PolicyDocument"]
    _check(text, Kind.IDENTITY)
    others = _inline_policies(call, kind, name)
    others.pop(call.request["PolicyName"], None)
    size = characters(text) + sum(characters(document_text(other)) for other in others.values())
    if size > _INLINE[kind]:
        raise _limit(f"Maximum policy size of {_INLINE[kind]} bytes exceeded for {kind.lower()} {name}")
    return call.inner(call.request)


@operation("CreateRole", "UpdateAssumeRolePolicy")
def write_trust_policy(call: Call) -> dict[str, Any]:
    """Create a role or replace its trust policy."""
    member = "AssumeRolePolicyDocument" if call.operation == "CreateRole" else "PolicyDocument"
    text = call.request[member]
    _check(text, Kind.TRUST)
    if characters(text) > _TRUST:
        raise _limit(f"Cannot exceed quota for ACLSizePerRole: {_TRUST}")
    if call.operation == "CreateRole":
        check_new(call, "Role")
    return call.inner(call.request)


def _check(text: str, kind: Kind) -> None:
    refusal = check_document(text, kind)
    if refusal is not None:
        raise AwsError("MalformedPolicyDocument", refusal.message)


def _limit(message: str) -> AwsError:
    return AwsError("LimitExceeded", message, _CONFLICT)


def _inline_policies(call: Call, kind: str, name: str) -> dict[str, Any]:
    """Return an entity's inline policies by name; none for one that does not exist, which moto refuses."""
    iam = iam_backends[call.account][call.partition]
    known = {"User": iam.users, "Group": iam.groups, "Role": iam.roles}[kind]
    found = next((one for one in list(known.values()) if one.name == name), None)
    return dict(found.policies) if found is not None else {}
