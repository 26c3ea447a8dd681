"""`no-internet-gateway` denies internet gateways to accounts without `internet: true`, and VPC peering to all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.guardrail import GuardrailContext
from accounts.guardrails.no_internet_gateway import GUARDRAIL
from sandbox.estate import Estate

type Refused = Callable[..., bool]


@pytest.mark.parametrize("action", ["ec2:CreateInternetGateway", "ec2:AttachInternetGateway", "ec2:CreateDefaultVpc"])
def test_only_accounts_with_internet_create_an_internet_gateway(
    scp_refuses: Callable[[str], Refused], action: str
) -> None:
    refused = scp_refuses("no-internet-gateway")
    assert refused("data/deployer", action)
    assert not refused("mobile/deployer", action)


@pytest.mark.parametrize("action", ["ec2:CreateVpcPeeringConnection", "ec2:AcceptVpcPeeringConnection"])
def test_vpc_peering_is_denied_to_every_account(scp_refuses: Callable[[str], Refused], action: str) -> None:
    assert scp_refuses("no-internet-gateway")("mobile/deployer", action)


def test_the_deployment_role_is_not_exempt(
    scp_refuses: Callable[[str], Refused],
) -> None:
    assert scp_refuses("no-internet-gateway")("data/OrganizationAccountAccessRole", "ec2:CreateInternetGateway")


def test_without_accounts_with_internet_the_statement_has_no_condition(estate: Estate, organization_id: str) -> None:
    closed = {name: account.model_copy(update={"internet": False}) for name, account in estate.accounts.items()}
    document = GUARDRAIL.document(GuardrailContext(estate.model_copy(update={"accounts": closed}), organization_id, {}))
    assert "Condition" not in document["Statement"][0]
