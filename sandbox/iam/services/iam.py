"""IAM: resources that AWS reserves.

Reference: IAM user guide, access_policies_managed-vs-inline (AWS managed policies) and
id_roles_create-service-linked-role; IAM Identity Center user guide, troubleshooting (protected roles).
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.iam.layers import Layers
from sandbox.iam.policy_warning import PolicyWarning, WarningName
from sandbox.iam.request import Request
from sandbox.iam.service import Service

_CHANGES = ("put", "attach", "detach", "delete", "update", "create", "set", "tag", "untag")
_LINKED = ":role/aws-service-role/"
_RESERVED = (":role/aws-reserved/", _LINKED, ":iam::aws:policy/")
_ALLOWED_ALL_THE_SAME = ("createservicelinkedrole", "deleteservicelinkedrole", "updaterole", "updateroledescription")
"""Of a service-linked role its description may be edited, by either action."""


def _warnings(request: Request, layers: Layers) -> Iterator[PolicyWarning]:
    del layers
    name = request.action.lower().partition(":")[2]
    reserved = any(path in request.resource for path in _RESERVED)
    spared = _LINKED in request.resource and name in _ALLOWED_ALL_THE_SAME
    if reserved and name.startswith(_CHANGES) and not spared:
        yield PolicyWarning(WarningName.RESERVED_BY_AWS, request.resource)


SERVICE = Service("iam", warnings=_warnings)
