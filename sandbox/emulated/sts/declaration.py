"""STS: every value outside AWS's limits is refused with the same code."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.input_check import check_input
from sandbox.emulated.service_call import Call
from sandbox.emulated.service_declaration import ServiceDeclaration
from sandbox.emulated.shape_check import violations

_SECRET = frozenset({"WebIdentityToken", "SAMLAssertion"})
_CONSTRAINTS = {
    "MIN_LENGTH": "Member must have length greater than or equal to {min}",
    "MAX_LENGTH": "Member must have length less than or equal to {max}",
    "MIN_VALUE": "Member must have value greater than or equal to {min}",
    "MAX_VALUE": "Member must have value less than or equal to {max}",
    "PATTERN": "Member must satisfy regular expression pattern: {pattern}",
}


def check(call: Call, model: Any) -> None:
    """Raise ValidationError at the first value outside the limits of AWS's model."""
    check_input(call, model)
    for found in violations(model.input_shape, call.request):
        name = found.path.partition(".")[0].partition("[")[0]
        limits = model.service_model.shape_for(found.shape).metadata
        shown = "" if name in _SECRET else f"Value '{call.request.get(name)}' "
        member = found.path[:1].lower() + found.path[1:]
        constraint = _CONSTRAINTS.get(found.limit, found.what).format_map(limits)
        raise AwsError(
            "ValidationError",
            f"1 validation error detected: {shown}at '{member}' failed to satisfy constraint: {constraint}",
        )


DECLARATION = ServiceDeclaration(check=check)
