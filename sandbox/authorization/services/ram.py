"""Resource Access Manager: whether a share admits external principals, and with whom and what it is shared.

Reference: Service Authorization Reference, list_awsresourceaccessmanagerram; RAM API reference, CreateResourceShare
(allowExternalPrincipals is true by default).
"""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.authorization.call import OperationCall
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


RULES = ServiceRules(
    types={"CreateResourceShare": ("resource-share",)},
    context=_context,
    keys={"ram:ResourceShareName": ("name",)},
)
