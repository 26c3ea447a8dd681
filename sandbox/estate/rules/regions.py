"""Regions exist, and the home region is allowed."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.regions import REGIONS
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.spelling import closest


@rule(
    title="Regions exist and the home region is allowed",
    why="The guardrail allowed-regions denies everything elsewhere: the deployment itself, too.",
    reference="https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find regions that AWS does not have, and a home region that the estate forbids."""
    organization = estate.organization
    home = ("organization", "home_region")
    named: list[tuple[Steps, str]] = [(home, organization.home_region)]
    named += [(("organization", "allowed_regions", n), region) for n, region in enumerate(organization.allowed_regions)]
    likelier = [region for _, region in named]
    for at, region in named:
        if region not in REGIONS:
            meant = closest(region, REGIONS, likelier)
            right = f"did you mean {meant}?" if meant else "write a region's code, for instance us-east-1"
            yield Finding(at, f"{region} is not an AWS region", right)
    if organization.home_region in REGIONS and organization.home_region not in organization.allowed_regions:
        wrong = f"the home region {organization.home_region} is not allowed"
        right = f"add {organization.home_region} to allowed_regions"
        yield Finding(home, wrong, right, others=(("organization", "allowed_regions"),))
