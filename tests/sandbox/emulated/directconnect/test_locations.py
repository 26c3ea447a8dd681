from pathlib import Path

import pytest

import estate
from sandbox.emulated.directconnect.locations import DEDICATED, LOCATIONS, location
from sandbox.emulated.errors import AwsError


def test_codes_are_unique():
    assert len({found.code for found in LOCATIONS}) == len(LOCATIONS)


def test_the_default_estates_lines_can_be_ordered():
    default = estate.load(Path(__file__).parents[4] / "estate.yaml")
    for line in default.datacentre.lines:
        assert location(line.location, default.organization.home_region)
        assert line.bandwidth in DEDICATED


def test_another_regions_location_is_refused_with_those_that_there_are():
    with pytest.raises(AwsError, match=r"EqSE2.*available in us-east-1: EqDC2"):
        location("EqSE2", "us-east-1")
