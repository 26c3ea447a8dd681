"""The service declaration of RAM, with the check of its input.

Reference: RAM API reference, the valid values, patterns and ranges of each parameter, and its Errors.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.input_check import check_input
from sandbox.emulated.ram.call import RamCall
from sandbox.emulated.ram.store import open_state
from sandbox.emulated.ram.tags import MOST_TAGS
from sandbox.emulated.service_declaration import ServiceDeclaration
from sandbox.emulated.shape_check import violations

_LEFT = frozenset({"associationType", "permissionType", "resourceOwner"})
"""Parameters for which the operations have AWS's own messages."""
_LEFT_NOT = frozenset({("resourceOwner", "ListPermissions")})


def _check(call: RamCall, model: Any) -> None:
    check_input(call, model)
    codes = {shape.name for shape in model.error_shapes}
    for found in violations(model.input_shape, call.request):
        if found.path in _LEFT and (found.path, call.operation) not in _LEFT_NOT:
            continue
        paging = found.path == "maxResults" and "InvalidMaxResultsException" in codes
        code = "InvalidMaxResultsException" if paging else "InvalidParameterException"
        raise AwsError(code, f"A parameter is not valid: {found}.")
    _refuse_unsupported(call)
    if len(call.request.get("tags") or ()) > MOST_TAGS:
        raise AwsError("TagLimitExceededException", f"A resource can have {MOST_TAGS} tags at most.")


def _refuse_unsupported(call: RamCall) -> None:
    """Refuse by name what newer models have and this emulation does not."""
    if call.request.get("permissionTemplateParameters"):
        raise NotEmulatedError("ram", call.operation, "with permissionTemplateParameters")
    if (call.request.get("resourceShareConfiguration") or {}).get("retainSharingOnAccountLeaveOrganization"):
        raise NotEmulatedError("ram", call.operation, "with retainSharingOnAccountLeaveOrganization")


DECLARATION = ServiceDeclaration(make_call=RamCall, open_state=open_state, check=_check)
