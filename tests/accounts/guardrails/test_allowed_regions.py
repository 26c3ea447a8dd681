"""`allowed-regions` denies requests to other regions, except to global services."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from accounts.guardrail import GuardrailContext
from accounts.guardrails.allowed_regions import GUARDRAIL
from sandbox.estate import Estate

type Refused = Callable[..., bool]


def at(region: str) -> dict[str, str]:
    return {"aws:RequestedRegion": region}


@pytest.mark.parametrize("region", ["us-east-1", "us-west-2"])
def test_requests_to_an_allowed_region_are_not_denied(scp_refuses: Callable[[str], Refused], region: str) -> None:
    assert not scp_refuses("allowed-regions")("mobile/deployer", "ec2:RunInstances", context=at(region))


def test_requests_to_another_region_are_denied(scp_refuses: Callable[[str], Refused]) -> None:
    assert scp_refuses("allowed-regions")("mobile/deployer", "ec2:RunInstances", context=at("eu-central-1"))


def test_the_deployment_role_is_not_exempt(scp_refuses: Callable[[str], Refused]) -> None:
    role = "mobile/OrganizationAccountAccessRole"
    assert scp_refuses("allowed-regions")(role, "ec2:RunInstances", context=at("eu-central-1"))


@pytest.mark.parametrize("action", ["iam:CreateRole", "route53:ChangeResourceRecordSets", "sts:AssumeRole"])
def test_global_services_are_not_denied_in_any_region(scp_refuses: Callable[[str], Refused], action: str) -> None:
    assert not scp_refuses("allowed-regions")("mobile/deployer", action, context=at("us-gov-west-1"))


def test_the_home_region_is_allowed_even_where_the_list_lacks_it(
    estate: Estate, ids: Mapping[str, str], organization_id: str
) -> None:
    organization = estate.organization.model_copy(update={"allowed_regions": ("us-west-2",)})
    document = GUARDRAIL.document(
        GuardrailContext(estate.model_copy(update={"organization": organization}), organization_id, ids)
    )
    regions = document["Statement"][0]["Condition"]["StringNotEquals"]["aws:RequestedRegion"]
    assert regions == ["us-east-1", "us-west-2"]
