"""IAM: what AWS keeps for itself.

Reference: IAM user guide, access_policies_managed-vs-inline (AWS managed policies) and
id_roles_create-service-linked-role; IAM Identity Center user guide, using-roles (the path aws-reserved).
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.iam.layers import Layers
from sandbox.iam.remark import Name, Remark
from sandbox.iam.request import Request
from sandbox.iam.services.service import Service

_CHANGES = ("put", "attach", "detach", "delete", "update", "create", "set", "tag", "untag")
_RESERVED = (":role/aws-reserved/", ":role/aws-service-role/", ":iam::aws:policy/")
_ALLOWED_ALL_THE_SAME = ("createservicelinkedrole", "deleteservicelinkedrole", "updateroledescription")


def _remarks(request: Request, layers: Layers) -> Iterator[Remark]:
    del layers
    name = request.action.lower().partition(":")[2]
    reserved = any(path in request.resource for path in _RESERVED)
    if reserved and name.startswith(_CHANGES) and name not in _ALLOWED_ALL_THE_SAME:
        yield Remark(Name.RESERVED_BY_AWS, request.resource)


SERVICE = Service("iam", remarks=_remarks)
