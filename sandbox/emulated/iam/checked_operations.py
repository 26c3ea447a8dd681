"""Operations whose input is checked by the service's declaration, and which the base then executes."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call


@operation(
    "CreateVirtualMFADevice",
    "ListGroups",
    "ListInstanceProfiles",
    "ListPolicies",
    "ListRoles",
    "ListUsers",
    "TagInstanceProfile",
    "UpdateRole",
    "UpdateRoleDescription",
)
def forward(call: Call) -> dict[str, Any]:
    """Call the base with the checked request."""
    return call.inner(call.request)
