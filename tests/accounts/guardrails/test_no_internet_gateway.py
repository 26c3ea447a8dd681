"""The way out leads through the hub, for all but those whom the estate says so of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.guardrail import GuardrailContext
from accounts.guardrails.no_internet_gateway import GUARDRAIL
from sandbox.estate import Estate

type Refused = Callable[..., bool]


@pytest.mark.parametrize("action", ["ec2:CreateInternetGateway", "ec2:AttachInternetGateway", "ec2:CreateDefaultVpc"])
def test_only_accounts_with_internet_get_a_door(scp_refuses: Callable[[str], Refused], action: str) -> None:
    refused = scp_refuses("no-internet-gateway")
    assert refused("data/deployer", action)
    assert not refused("mobile/deployer", action)


@pytest.mark.parametrize("action", ["ec2:CreateVpcPeeringConnection", "ec2:AcceptVpcPeeringConnection"])
def test_nobody_goes_around_the_hub(scp_refuses: Callable[[str], Refused], action: str) -> None:
    assert scp_refuses("no-internet-gateway")("mobile/deployer", action)


def test_the_deployment_itself_cannot_open_a_door_that_the_estate_forbids(
    scp_refuses: Callable[[str], Refused],
) -> None:
    assert scp_refuses("no-internet-gateway")("data/OrganizationAccountAccessRole", "ec2:CreateInternetGateway")


def test_where_no_account_may_have_one_the_rule_has_no_exception(estate: Estate, organization_id: str) -> None:
    closed = {name: account.model_copy(update={"internet": False}) for name, account in estate.accounts.items()}
    document = GUARDRAIL.document(GuardrailContext(estate.model_copy(update={"accounts": closed}), organization_id, {}))
    assert "Condition" not in document["Statement"][0]
