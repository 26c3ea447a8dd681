"""`protect-boundary` denies creating or changing a role or user of a department without the boundary."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.boundaries import CHANGES, POLICY_CHANGES, REMOVALS

type Refused = Callable[..., bool]


OURS = "arn:aws:iam::200000000005:policy/boundary"
ROLE = "arn:aws:iam::200000000005:role/worker"


@pytest.mark.parametrize("action", CHANGES)
def test_a_role_or_user_is_changed_only_with_the_boundary(scp_refuses: Callable[[str], Refused], action: str) -> None:
    refused = scp_refuses("protect-boundary")
    assert not refused("mobile/deployer", action, ROLE, {"iam:PermissionsBoundary": OURS})
    assert refused("mobile/deployer", action, ROLE)


@pytest.mark.parametrize(
    "other",
    [
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "arn:aws:iam::200000000005:policy/boundary-of-mine",
        "arn:aws:iam::200000000005:policy/x:policy/boundary",
        "arn:aws:iam::200000000004:policy/boundary",
    ],
)
def test_another_boundary_is_not_accepted(scp_refuses: Callable[[str], Refused], other: str) -> None:
    assert scp_refuses("protect-boundary")(
        "mobile/deployer", "iam:CreateRole", ROLE, {"iam:PermissionsBoundary": other}
    )


@pytest.mark.parametrize("action", REMOVALS)
def test_removing_the_boundary_is_denied_even_where_the_request_names_it(
    scp_refuses: Callable[[str], Refused], action: str
) -> None:
    assert scp_refuses("protect-boundary")("mobile/deployer", action, ROLE, {"iam:PermissionsBoundary": OURS})


@pytest.mark.parametrize("action", POLICY_CHANGES)
def test_changing_the_boundary_is_denied_and_changing_other_policies_is_not(
    scp_refuses: Callable[[str], Refused], action: str
) -> None:
    refused = scp_refuses("protect-boundary")
    assert refused("mobile/deployer", action, OURS)
    assert not refused("mobile/deployer", action, "arn:aws:iam::200000000005:policy/orders")


@pytest.mark.parametrize("exempt_role", ["mobile/OrganizationAccountAccessRole", "mobile/break-glass"])
@pytest.mark.parametrize("action", ["iam:CreateRole", *REMOVALS, *POLICY_CHANGES])
def test_the_entry_role_and_the_break_glass_role_are_exempt(
    scp_refuses: Callable[[str], Refused], exempt_role: str, action: str
) -> None:
    assert not scp_refuses("protect-boundary")(exempt_role, action, OURS)
