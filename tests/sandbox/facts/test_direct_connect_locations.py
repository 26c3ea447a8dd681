from __future__ import annotations

from pathlib import Path

import pytest

from sandbox import facts
from sandbox.estate.regions import REGIONS
from sandbox.facts.direct_connect_locations import BANDWIDTHS, LOCATIONS, find, in_region

TABLE = Path(facts.__path__[0]) / "direct_connect_locations.csv"


def test_every_location_has_a_region_and_port_speeds():
    assert len(LOCATIONS) > 100
    for location in LOCATIONS.values():
        assert location.region in REGIONS
        assert location.city
        assert location.bandwidths
        assert set(location.bandwidths) <= set(BANDWIDTHS)


@pytest.mark.parametrize("code", ["EqDC2", "EQDC2", "eqdc2", "EQDC2-21001"])
def test_a_location_is_found_by_its_code_in_any_case_and_suite(code: str):
    found = find(code)
    assert found is not None
    assert (found.code, found.region, found.city) == ("EQDC2", "us-east-1", "Ashburn")


def test_every_code_is_unique():
    rows = [line for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    assert len(rows) - 1 == len(LOCATIONS)


def test_an_unknown_code_is_not_found():
    assert find("EqDC") is None
    assert find("") is None


def test_a_region_lists_its_own_locations():
    assert [each.code for each in in_region("eu-west-2")] == ["EQMA3", "THNO2"]
