"""`deny-leaving` keeps accounts in the organization, where guardrails apply to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

type Refused = Callable[..., bool]


@pytest.mark.parametrize("action", ["organizations:LeaveOrganization", "account:CloseAccount"])
@pytest.mark.parametrize("principal", ["mobile/deployer", "mobile/OrganizationAccountAccessRole", "mobile/break-glass"])
def test_leaving_and_closing_are_denied_to_every_role(
    scp_refuses: Callable[[str], Refused], principal: str, action: str
) -> None:
    assert scp_refuses("deny-leaving")(principal, action)


def test_reading_the_organization_is_not_denied(scp_refuses: Callable[[str], Refused]) -> None:
    assert not scp_refuses("deny-leaving")("mobile/reader", "organizations:DescribeOrganization")
