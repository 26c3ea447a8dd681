"""The continents that scope communities group Regions by."""

from __future__ import annotations

from sandbox.routing.continents import continent


def test_regions_of_one_continent_have_one_group() -> None:
    assert continent("us-east-1") == continent("ca-central-1")
    assert continent("eu-west-1") == continent("me-south-1") == continent("af-south-1")
    assert len({continent(it) for it in ("us-east-1", "eu-west-1", "ap-south-1", "sa-east-1")}) == 4
    assert continent("xx-north-1") == "xx-north-1"
