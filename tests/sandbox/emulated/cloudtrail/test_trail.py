"""Names and settings of a trail."""

from dataclasses import replace
from typing import Any

import pytest

from sandbox.emulated.cloudtrail.trail import Trail, check, check_name
from sandbox.emulated.errors import AwsError

TRAIL = Trail("organization", "111111111111", "us-east-1", "gilt-trail")


@pytest.mark.parametrize("name", ["abc", "organization-trail", "a.b_c-d", "a" * 128])
def test_valid_names_are_accepted(name: str):
    check_name(name)


@pytest.mark.parametrize("name", ["ab", "a" * 129, "-abc", "abc-", "a--b", "a._b", "192.168.5.4", "a b", "ä-b"])
def test_invalid_names_are_refused(name: str):
    with pytest.raises(AwsError, match="InvalidTrailNameException"):
        check_name(name)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"bucket": "No"}, "InvalidS3BucketNameException"),
        ({"multi_region": True, "global_events": False}, "InvalidParameterCombinationException"),
        ({"log_group": "arn:aws:logs:us-east-1:111111111111:log-group:x:*"}, "InvalidParameterCombinationException"),
    ],
)
def test_conflicting_settings_are_refused(change: dict[str, Any], code: str):
    check(TRAIL)
    with pytest.raises(AwsError, match=code):
        check(replace(TRAIL, **change))


def test_a_trail_is_described_as_by_aws():
    described = replace(TRAIL, topic="arn:aws:sns:us-east-1:111111111111:news").described_whole()
    assert described["TrailARN"] == "arn:aws:cloudtrail:us-east-1:111111111111:trail/organization"
    assert described["SnsTopicName"] == "news"
    assert not described["HasCustomEventSelectors"]
    assert "KmsKeyId" not in described
