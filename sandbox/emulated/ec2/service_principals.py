"""The principals that may connect to an endpoint service. Pure, but for the caller of a request.

Source: EC2 API Reference, ModifyVpcEndpointServicePermissions and AllowedPrincipal; AWS PrivateLink guide, "Manage
permissions".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call

EVERYONE = "*"
_IAM = re.compile(r"arn:aws[a-z-]*:iam::(?P<account>\d{12}):(?P<kind>root|user/.+|role/.+)")
_UNIT = re.compile(r"arn:aws[a-z-]*:organizations::\d{12}:(ou|organization)/.+")
_SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com")
_TYPES = {"root": "Account", "user": "User", "role": "Role"}


def principal_type(principal: str) -> str:
    """Return the type of a principal; raise for a text that is none."""
    if principal == EVERYONE:
        return "All"
    if found := _IAM.fullmatch(principal):
        return _TYPES[found["kind"].partition("/")[0]]
    if _UNIT.fullmatch(principal):
        return "OrganizationUnit"
    if _SERVICE.fullmatch(principal):
        return "Service"
    raise AwsError("InvalidPrincipal", f"Invalid Principal: '{principal}'")


def allows(principals: Iterable[str], call: Call) -> bool:
    """Return whether one of the principals is the caller, its account, or everyone."""
    return any(_is_caller(each, call) for each in principals)


def _is_caller(principal: str, call: Call) -> bool:
    if principal == EVERYONE:
        return True
    found = _IAM.fullmatch(principal)
    if found is None or found["account"] != call.account:
        return False
    return found["kind"] == "root" or principal in _arns(call)


def _arns(call: Call) -> set[str]:
    """Return the ARN of the caller, and that of the role of a session."""
    caller = getattr(call.context, "caller", None)
    session = getattr(caller, "session", None)
    return {str(it) for it in (getattr(caller, "arn", None), getattr(session, "issuer", None)) if it}
