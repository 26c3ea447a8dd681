"""Nothing is built where nobody looks; what has no region of its own goes on."""

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
def test_the_estates_regions_are_open(scp_refuses: Callable[[str], Refused], region: str) -> None:
    assert not scp_refuses("allowed-regions")("mobile/deployer", "ec2:RunInstances", context=at(region))


def test_any_other_region_is_closed(scp_refuses: Callable[[str], Refused]) -> None:
    assert scp_refuses("allowed-regions")("mobile/deployer", "ec2:RunInstances", context=at("eu-central-1"))


def test_the_deployment_is_held_to_the_regions_too(scp_refuses: Callable[[str], Refused]) -> None:
    role = "mobile/OrganizationAccountAccessRole"
    assert scp_refuses("allowed-regions")(role, "ec2:RunInstances", context=at("eu-central-1"))


@pytest.mark.parametrize("action", ["iam:CreateRole", "route53:ChangeResourceRecordSets", "sts:AssumeRole"])
def test_services_of_the_whole_world_are_open_whatever_region_serves_them(
    scp_refuses: Callable[[str], Refused], action: str
) -> None:
    assert not scp_refuses("allowed-regions")("mobile/deployer", action, context=at("us-gov-west-1"))


def test_the_home_region_is_open_even_if_the_list_forgets_it(
    estate: Estate, ids: Mapping[str, str], organization_id: str
) -> None:
    elsewhere = estate.organization.model_copy(update={"allowed_regions": ("us-west-2",)})
    document = GUARDRAIL.document(
        GuardrailContext(estate.model_copy(update={"organization": elsewhere}), organization_id, ids)
    )
    regions = document["Statement"][0]["Condition"]["StringNotEquals"]["aws:RequestedRegion"]
    assert regions == ["us-east-1", "us-west-2"]
