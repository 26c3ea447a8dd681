"""Enable sharing inside an organization, so that its members need no invitation."""

from __future__ import annotations

from typing import Any

from localstack.aws.connect import connect_to

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.ram.call import RamCall

RAM = "ram.amazonaws.com"


@operation("EnableSharingWithAwsOrganization")
def enable_sharing_with_aws_organization(call: RamCall) -> dict[str, Any]:
    """Enable trusted access for RAM; only the management account may."""
    place = membership_of(call.account)
    if place is None:
        raise AwsError(
            "OperationNotPermittedException", "The account is not part of an organization in AWS Organizations."
        )
    if place.management != call.account:
        raise AwsError(
            "OperationNotPermittedException",
            f"Only the management account {place.management} can enable sharing with the organization.",
        )
    connect_to(aws_access_key_id=call.account, region_name=call.region).organizations.enable_aws_service_access(
        ServicePrincipal=RAM
    )
    return {"returnValue": True}
