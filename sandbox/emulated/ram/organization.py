"""Opens sharing inside an organization: from then on its members need no invitation."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import membership_of
from sandbox.emulated.ram.store import store


@operation("EnableSharingWithAwsOrganization")
def enable_sharing_with_aws_organization(context: Any, _request: dict[str, Any]) -> dict[str, Any]:
    """Only the management account may."""
    place = membership_of(context.account_id)
    if place is None:
        raise AwsError(
            "OperationNotPermittedException", "The account is not part of an organization in AWS Organizations."
        )
    if place.management != context.account_id:
        raise AwsError(
            "OperationNotPermittedException",
            f"Only the management account {place.management} can enable sharing with the organization.",
        )
    store().ORGANIZATIONS.add(place.organization_id)
    return {"returnValue": True}
