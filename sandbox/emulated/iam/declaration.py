"""The service declaration of IAM: names, paths, documents and tags must be as AWS's model has them.

Reference: IAM API reference, the pattern and the length constraints of each parameter; IAM user guide,
reference_iam-quotas. The messages are those of AWS's responses.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.input_check import check_input
from sandbox.emulated.service_call import Call
from sandbox.emulated.service_declaration import ServiceDeclaration
from sandbox.emulated.shape_check import Violation, violations

_NAMES = frozenset(
    {
        "existingUserNameType",
        "groupNameType",
        "instanceProfileNameType",
        "policyNameType",
        "roleNameType",
        "userNameType",
        "virtualMFADeviceName",
    }
)
_PATHS = frozenset({"pathPrefixType", "pathType", "policyPathType"})
_OTHERS = frozenset(
    {
        "policyDescriptionType",
        "policyDocumentType",
        "roleDescriptionType",
        "roleMaxSessionDurationType",
        "tagKeyType",
        "tagValueType",
    }
)
_CHECKED = _NAMES | _PATHS | _OTHERS
"""Shapes whose limits are checked; the operations have their own messages for the others."""

_CONSTRAINTS = {
    "PATTERN": "Member must satisfy regular expression pattern: ",
    "MIN_LENGTH": "Member must have length greater than or equal to ",
    "MAX_LENGTH": "Member must have length less than or equal to ",
    "MIN_VALUE": "Member must have value greater than or equal to ",
    "MAX_VALUE": "Member must have value less than or equal to ",
}


def _check(call: Call, model: Any) -> None:
    check_input(call, model)
    for found in violations(model.input_shape, call.request):
        if found.shape in _CHECKED and found.limit in _CONSTRAINTS:
            raise AwsError("ValidationError", _message(found))


def _message(found: Violation) -> str:
    member = found.path[:1].lower() + found.path[1:]
    if found.limit == "PATTERN" and (text := _pattern_text(found.shape, member)):
        return f"The specified value for {member} is invalid. {text}"
    limit = found.what.rpartition(" ")[2]
    return (
        f"1 validation error detected: Value at '{member}' failed to satisfy constraint: "
        f"{_CONSTRAINTS[found.limit]}{limit}"
    )


def _pattern_text(shape: str, member: str) -> str:
    if shape in _NAMES:
        return "It must contain only alphanumeric characters and/or the following: +=,.@_-"
    if shape in _PATHS:
        place = "begin with the / character" if member == "pathPrefix" else "begin and end with /"
        return f"It must {place} and contain only alphanumeric characters and/or / characters."
    if shape == "policyDocumentType":
        return "It must contain only printable ASCII characters."
    return ""


DECLARATION = ServiceDeclaration(check=_check)
