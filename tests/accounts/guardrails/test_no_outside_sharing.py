"""`no-outside-sharing` denies sharing with principals outside the organization."""

from __future__ import annotations

from collections.abc import Callable

import pytest

type Refused = Callable[..., bool]


REQUESTED, ALLOWED = "ram:RequestedAllowsExternalPrincipals", "ram:AllowsExternalPrincipals"


def test_a_new_share_must_exclude_external_principals(scp_refuses: Callable[[str], Refused]) -> None:
    refused = scp_refuses("no-outside-sharing")
    assert not refused("network/admin", "ram:CreateResourceShare", context={REQUESTED: False})
    assert refused("network/admin", "ram:CreateResourceShare", context={REQUESTED: True})
    assert refused("network/admin", "ram:CreateResourceShare")


def test_a_share_cannot_be_updated_to_allow_external_principals(scp_refuses: Callable[[str], Refused]) -> None:
    refused = scp_refuses("no-outside-sharing")
    assert refused("network/admin", "ram:UpdateResourceShare", context={REQUESTED: True})
    assert not refused("network/admin", "ram:UpdateResourceShare")


def test_a_share_that_allows_external_principals_gets_no_associations(scp_refuses: Callable[[str], Refused]) -> None:
    refused = scp_refuses("no-outside-sharing")
    assert refused("network/admin", "ram:AssociateResourceShare", context={ALLOWED: True})
    assert not refused("network/admin", "ram:AssociateResourceShare", context={ALLOWED: False})


def test_accepting_an_invitation_is_denied(scp_refuses: Callable[[str], Refused]) -> None:
    assert scp_refuses("no-outside-sharing")("mobile/deployer", "ram:AcceptResourceShareInvitation")


def test_snapshots_are_shared_neither_publicly_nor_with_an_account(scp_refuses: Callable[[str], Refused]) -> None:
    refused, action = scp_refuses("no-outside-sharing"), "ec2:ModifySnapshotAttribute"
    assert refused("mobile/deployer", action, context={"ec2:Add/group": "all"})
    assert refused("mobile/deployer", action, context={"ec2:Add/userId": "123456789012"})
    assert not refused("mobile/deployer", action)


@pytest.mark.parametrize("attribute", ["LaunchPermission", "launchPermission"])
def test_images_are_not_shared(scp_refuses: Callable[[str], Refused], attribute: str) -> None:
    refused, action = scp_refuses("no-outside-sharing"), "ec2:ModifyImageAttribute"
    assert refused("mobile/deployer", action, context={"ec2:Attribute": attribute})
    assert not refused("mobile/deployer", action, context={"ec2:Attribute": "Description"})


def test_a_function_url_without_authentication_is_denied(scp_refuses: Callable[[str], Refused]) -> None:
    refused = scp_refuses("no-outside-sharing")
    assert refused("mobile/deployer", "lambda:CreateFunctionUrlConfig", context={"lambda:FunctionUrlAuthType": "NONE"})
    assert not refused(
        "mobile/deployer", "lambda:CreateFunctionUrlConfig", context={"lambda:FunctionUrlAuthType": "AWS_IAM"}
    )


@pytest.mark.parametrize("action", ["rds:ModifyDBSnapshotAttribute", "ssm:ModifyDocumentPermission"])
def test_sharing_by_account_id_alone_is_denied(scp_refuses: Callable[[str], Refused], action: str) -> None:
    assert scp_refuses("no-outside-sharing")("data/deployer", action)
