"""An account that leaves takes its data out of every guardrail."""

from __future__ import annotations

from collections.abc import Callable

import pytest

type Refused = Callable[..., bool]


@pytest.mark.parametrize("action", ["organizations:LeaveOrganization", "account:CloseAccount"])
@pytest.mark.parametrize("who", ["mobile/deployer", "mobile/OrganizationAccountAccessRole", "mobile/break-glass"])
def test_nobody_takes_an_account_away(scp_refuses: Callable[[str], Refused], who: str, action: str) -> None:
    assert scp_refuses("deny-leaving")(who, action)


def test_members_may_look_at_the_organization(scp_refuses: Callable[[str], Refused]) -> None:
    assert not scp_refuses("deny-leaving")("mobile/reader", "organizations:DescribeOrganization")
