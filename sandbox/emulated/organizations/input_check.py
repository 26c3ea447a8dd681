"""Refuse inputs that AWS's model does not allow, with InvalidInputException and a reason."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.input_check import check_types
from sandbox.emulated.organizations.documents import validators
from sandbox.emulated.organizations.rules import errors
from sandbox.emulated.service_call import Call
from sandbox.emulated.shape_check import Violation, violations

_REASONS = {
    ("ENUM", "PolicyType"): "INVALID_ENUM_POLICY_TYPE",
    ("ENUM", "EffectivePolicyType"): "INVALID_ENUM_POLICY_TYPE",
    ("PATTERN", "PolicyId"): "INVALID_SYNTAX_POLICY_ID",
    ("PATTERN", "PolicyTargetId"): "INVALID_PATTERN_TARGET_ID",
    ("PATTERN", "RoleName"): "INVALID_ROLE_NAME",
}
_POLICY_TYPES = ("EffectivePolicyType", "PolicyType")
"""Shapes of policy types; the model has types whose documents are not implemented here."""
_GENERAL = {"ENUM": "INVALID_ENUM", "PATTERN": "INVALID_PATTERN", "INPUT_REQUIRED": "INPUT_REQUIRED"}


def check(call: Call, model: Any) -> None:
    """Raise at the first value that botocore's model of the operation does not allow."""
    check_types(call, model)
    for found in violations(model.input_shape, call.request):
        raise errors.invalid(_reason(found), f"You specified an invalid value: {found}.")
    for name, member in model.input_shape.members.items() if model.input_shape else ():
        kind = call.request.get(name)
        if kind is not None and member.name in _POLICY_TYPES and kind not in validators():
            raise NotEmulatedError("organizations", call.operation, f"with the policy type {kind}")


def _reason(found: Violation) -> str:
    special = _REASONS.get((found.limit, found.shape))
    return special or _GENERAL.get(found.limit) or f"{found.limit}_EXCEEDED"
