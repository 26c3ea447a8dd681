from pathlib import Path

import pytest

from sandbox import estate
from sandbox.emulated.directconnect.locations import check_bandwidth, location, port_speeds
from sandbox.emulated.errors import AwsError


def test_a_location_of_the_region_is_found_and_lists_its_port_speeds():
    ashburn = location("EqDC2", "us-east-1")
    assert (ashburn.city, ashburn.region) == ("Ashburn", "us-east-1")
    assert port_speeds(ashburn) == ["1G", "10G", "100G", "400G"]


def test_the_default_estates_lines_can_be_ordered():
    default = estate.load(Path(__file__).parents[4] / "estate.yaml")
    for line in default.datacentre.lines:
        check_bandwidth(location(line.location, default.organization.home_region), line.bandwidth)


def test_a_location_code_is_case_insensitive():
    assert location("EqDC2", "us-east-1") == location("EQDC2", "us-east-1")
    assert location("CS32A-24FL", "us-east-1").code == "CS32A"


def test_another_regions_location_is_refused_with_the_available_ones():
    with pytest.raises(AwsError, match=r"EqSE2.*available in us-east-1: .*EQDC2"):
        location("EqSE2", "us-east-1")


def test_a_bandwidth_that_the_location_lacks_is_refused():
    with pytest.raises(AwsError, match=r"Invalid bandwidth: 400Gbps. EQNY5 has"):
        check_bandwidth(location("EqNY5", "us-east-1"), "400Gbps")
