"""What is shared is shared inside the organization."""

from __future__ import annotations

from collections.abc import Callable

import pytest

type Refused = Callable[..., bool]


REQUESTED, ALLOWED = "ram:RequestedAllowsExternalPrincipals", "ram:AllowsExternalPrincipals"


def test_a_new_share_says_that_it_stays_inside(scp_refuses: Callable[[str], Refused]) -> None:
    refused = scp_refuses("no-outside-sharing")
    assert not refused("network/admin", "ram:CreateResourceShare", context={REQUESTED: False})
    assert refused("network/admin", "ram:CreateResourceShare", context={REQUESTED: True})
    assert refused("network/admin", "ram:CreateResourceShare")


def test_a_share_is_not_opened_later(scp_refuses: Callable[[str], Refused]) -> None:
    refused = scp_refuses("no-outside-sharing")
    assert refused("network/admin", "ram:UpdateResourceShare", context={REQUESTED: True})
    assert not refused("network/admin", "ram:UpdateResourceShare")


def test_an_open_share_takes_nobody_in(scp_refuses: Callable[[str], Refused]) -> None:
    refused = scp_refuses("no-outside-sharing")
    assert refused("network/admin", "ram:AssociateResourceShare", context={ALLOWED: True})
    assert not refused("network/admin", "ram:AssociateResourceShare", context={ALLOWED: False})


def test_invitations_come_only_from_outside(scp_refuses: Callable[[str], Refused]) -> None:
    assert scp_refuses("no-outside-sharing")("mobile/deployer", "ram:AcceptResourceShareInvitation")


@pytest.mark.parametrize("action", ["ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute"])
def test_images_go_neither_to_everybody_nor_to_an_account(scp_refuses: Callable[[str], Refused], action: str) -> None:
    refused = scp_refuses("no-outside-sharing")
    assert refused("mobile/deployer", action, context={"ec2:Add/group": "all"})
    assert refused("mobile/deployer", action, context={"ec2:Add/userId": "123456789012"})
    assert not refused("mobile/deployer", action)


def test_a_function_has_no_open_address(scp_refuses: Callable[[str], Refused]) -> None:
    refused = scp_refuses("no-outside-sharing")
    assert refused("mobile/deployer", "lambda:CreateFunctionUrlConfig", context={"lambda:FunctionUrlAuthType": "NONE"})
    assert not refused(
        "mobile/deployer", "lambda:CreateFunctionUrlConfig", context={"lambda:FunctionUrlAuthType": "AWS_IAM"}
    )


@pytest.mark.parametrize("action", ["rds:ModifyDBSnapshotAttribute", "ssm:ModifyDocumentPermission"])
def test_what_can_only_be_shared_by_account_id_is_not_shared(
    scp_refuses: Callable[[str], Refused], action: str
) -> None:
    assert scp_refuses("no-outside-sharing")("data/deployer", action)
