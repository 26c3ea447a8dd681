from __future__ import annotations

from boto3.session import Session

from sandbox.estate.regions import REGIONS


def test_the_regions_are_those_of_ec2_in_botocore():
    assert set(REGIONS) == set(Session().get_available_regions("ec2"))
    assert len(set(REGIONS)) == len(REGIONS)
