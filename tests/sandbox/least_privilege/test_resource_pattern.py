"""Patterns of resources match the recorded ARN, and what replaces its random parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.iam import Kind, PolicySet, Request
from sandbox.iam.policy_set import Effect
from sandbox.least_privilege.resource_pattern import exact, generalized, without_covered

PLACE = "us-east-1:111122223333"
UUID = "1f0c2a9e-0000-4000-8000-000000000001"


def allows(pattern: str, resource: str) -> bool:
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": pattern}],
    }
    request = Request.of("arn:aws:iam::111122223333:user/ann", "s3:GetObject", resource)
    return PolicySet.of([document], Kind.IDENTITY).effect(request) is Effect.ALLOW


keys = st.text("ab/*?${}:", min_size=1, max_size=6).filter(lambda key: key != "*")


BUCKETS = "arn:aws:s3:::reports/", f"arn:aws:s3:{PLACE}:accesspoint/reports/object/"


@given(st.sampled_from(BUCKETS), keys, keys)
def test_the_pattern_of_an_object_matches_its_key_alone(bucket: str, key: str, other: str) -> None:
    objects = [f"{bucket}{one}" for one in (key, other)]
    assert allows(exact(objects[0]), objects[0])
    assert allows(exact(objects[0]), objects[1]) is (key == other)


@given(keys)
def test_the_generalized_pattern_of_an_object_matches_its_folder(key: str) -> None:
    folder = f"arn:aws:s3:::reports/{key}".rpartition("/")[0]
    pattern = generalized(f"arn:aws:s3:::reports/{key}")
    assert allows(pattern, f"arn:aws:s3:::reports/{key}")
    assert allows(pattern, f"{folder}/anything")
    assert not allows(pattern, "arn:aws:s3:::other/anything")


def test_the_wildcard_of_what_a_call_creates_stays() -> None:
    assert exact(f"arn:aws:ec2:{PLACE}:instance/*") == f"arn:aws:ec2:{PLACE}:instance/*"
    assert exact("arn:aws:s3:::reports/*") == "arn:aws:s3:::reports/*"
    assert exact("*") == "*"


@pytest.mark.parametrize(
    ("resource", "pattern"),
    [
        (f"arn:aws:ec2:{PLACE}:instance/i-0123456789abcdef0", f"arn:aws:ec2:{PLACE}:instance/i-*"),
        (f"arn:aws:ec2:{PLACE}:subnet/subnet-01234567", f"arn:aws:ec2:{PLACE}:subnet/subnet-*"),
        (f"arn:aws:ec2:{PLACE}:vpc-endpoint/vpce-svc-01234567", f"arn:aws:ec2:{PLACE}:vpc-endpoint/vpce-svc-*"),
        (f"arn:aws:kms:{PLACE}:key/{UUID}", f"arn:aws:kms:{PLACE}:key/*"),
        (
            f"arn:aws:secretsmanager:{PLACE}:secret:web/db-a1B2c3",
            f"arn:aws:secretsmanager:{PLACE}:secret:web/db-??????",
        ),
        ("arn:aws:s3:::reports/2026/11/a?.txt", "arn:aws:s3:::reports/2026/11/*"),
        ("arn:aws:s3:::reports", "arn:aws:s3:::reports"),
        (f"arn:aws:sqs:{PLACE}:orders-20261130", f"arn:aws:sqs:{PLACE}:orders-20261130"),
        ("arn:aws:iam::111122223333:role/web-abcdef", "arn:aws:iam::111122223333:role/web-abcdef"),
        ("*", "*"),
    ],
)
def test_random_parts_become_wildcards(resource: str, pattern: str) -> None:
    assert generalized(resource) == pattern
    assert allows(pattern, resource)


def test_patterns_that_another_one_covers_are_left_out() -> None:
    vpcs = [f"arn:aws:ec2:{PLACE}:vpc/{name}" for name in ("*", "vpc-1", "vpc-2")]
    assert without_covered([*vpcs, vpcs[1]]) == (vpcs[0],)
    assert without_covered(vpcs[1:]) == tuple(vpcs[1:])
    assert without_covered([*vpcs, "*"]) == ("*",)
