"""Resource Access Manager: whether a share admits external principals, and with whom and what it is shared.

Reference: Service Authorization Reference, list_awsresourceaccessmanagerram; RAM API reference, CreateResourceShare
(allowExternalPrincipals is true by default), and UpdatePermission, which the reference does not list yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.service_rules import ServiceRules

_EXTERNAL = "allowExternalPrincipals"
_LISTS = {"ram:Principal": "principals", "ram:ResourceArn": "resourceArns"}


def _context(call: OperationCall, _resource: str) -> Mapping[str, object]:
    given = call.parameters
    found: dict[str, object] = {key: given[member] for key, member in _LISTS.items() if given.get(member)}
    if call.operation == "CreateResourceShare":
        found["ram:RequestedAllowsExternalPrincipals"] = bool(given.get(_EXTERNAL, True))
    elif _EXTERNAL in given:
        found["ram:RequestedAllowsExternalPrincipals"] = bool(given[_EXTERNAL])
    return found


def _permission(call: OperationCall) -> Iterator[Requirement]:
    """Yield the action on a customer managed permission."""
    arn = str(call.parameters.get("permissionArn") or "*")
    yield Requirement(f"ram:{call.operation}", arn, {"ram:PermissionArn": arn})


RULES = ServiceRules(
    special={"UpdatePermission": _permission},
    types={"CreateResourceShare": ("resource-share",)},
    context=_context,
    keys={"ram:ResourceShareName": ("name",)},
)
