"""Who may connect to an endpoint service.

Source: EC2 API Reference, ModifyVpcEndpointServicePermissions and DescribeVpcEndpointServicePermissions.
"""

from __future__ import annotations

import hashlib
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import endpoint_service_store as store
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.service_principals import principal_type
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_LISTING = Listing(
    member="AllowedPrincipals",
    fields={"principal": member("Principal"), "principal-type": member("PrincipalType")},
    least=1,
)


@operation("ModifyVpcEndpointServicePermissions")
@backend.changing
def modify_vpc_endpoint_service_permissions(call: Call) -> dict[str, Any]:
    """Add and remove principals of a service."""
    service = store.find(call, call.request["ServiceId"])
    added = list(dict.fromkeys(call.request.get("AddAllowedPrincipals") or ()))
    removed = list(dict.fromkeys(call.request.get("RemoveAllowedPrincipals") or ()))
    if not added and not removed:
        raise AwsError("MissingParameter", "The request must contain AddAllowedPrincipals or RemoveAllowedPrincipals")
    for each in added:
        principal_type(each)
    if absent := [each for each in removed if each not in service.principals]:
        raise AwsError("InvalidPrincipal", f"Invalid Principal: '{absent[0]}' has no permission for {service.id}")
    new = [each for each in added if each not in service.principals]
    service.principals = [each for each in service.principals if each not in removed] + new
    return {"ReturnValue": True, "AddedPrincipals": [_shown(service, each) for each in new]}


@operation("DescribeVpcEndpointServicePermissions")
def describe_vpc_endpoint_service_permissions(call: Call) -> dict[str, Any]:
    """Return the principals of a service."""
    service = store.find(call, call.request["ServiceId"])
    return describe(call, _LISTING, [{**_shown(service, each), "Tags": []} for each in service.principals])


def _shown(service: Any, principal: str) -> dict[str, str]:
    digits = hashlib.sha256(f"{service.id}/{principal}".encode()).hexdigest()[:17]
    return {
        "PrincipalType": principal_type(principal),
        "Principal": principal,
        "ServicePermissionId": f"vpce-svc-perm-{digits}",
        "ServiceId": service.id,
    }
