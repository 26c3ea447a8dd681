from pathlib import Path

import pytest

from sandbox import estate
from sandbox.emulated.directconnect.locations import LOCATIONS, check_bandwidth, location
from sandbox.emulated.errors import AwsError


def test_every_region_orders_at_its_own_locations_at_the_speeds_that_they_have():
    assert len(LOCATIONS) > 100
    ashburn = location("EqDC2", "us-east-1")
    assert (ashburn.name, ashburn.region, ashburn.speeds) == ("Ashburn", "us-east-1", ("1G", "10G", "100G", "400G"))
    assert len({it.code for it in LOCATIONS}) == len(LOCATIONS)


def test_the_default_estates_lines_can_be_ordered():
    default = estate.load(Path(__file__).parents[4] / "estate.yaml")
    for line in default.datacentre.lines:
        check_bandwidth(location(line.location, default.organization.home_region), line.bandwidth)


def test_a_code_has_no_case():
    assert location("EqDC2", "us-east-1") == location("EQDC2", "us-east-1")
    assert location("CS32A-24FL", "us-east-1").code == "CS32A"


def test_another_regions_location_is_refused_with_those_that_there_are():
    with pytest.raises(AwsError, match=r"EqSE2.*available in us-east-1: .*EQDC2"):
        location("EqSE2", "us-east-1")


def test_a_location_does_not_sell_every_speed():
    with pytest.raises(AwsError, match=r"Invalid bandwidth: 400Gbps. EQNY5 has"):
        check_bandwidth(location("EqNY5", "us-east-1"), "400Gbps")
