"""A bucket whose policy opens it to an external account is open to the organization alone, by `data-perimeter`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.journeys.clone import Clone
from tests.journeys.external_user import EXTERNAL, client, external_user

pytestmark = pytest.mark.journey

BUCKET, KEY = "gilt-mobile-open", "greeting"
GUARDRAIL = "accounts/guardrails/data_perimeter.py:23"


@pytest.fixture
def bucket(deployed: Clone) -> Iterator[str]:
    """The name of a bucket of mobile with an object that its policy lets data and an external account read."""
    status = deployed.status()
    accounts = status["accounts"]
    readers = {
        "Effect": "Allow",
        "Principal": {"AWS": [accounts["data"]["id"], EXTERNAL]},
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{BUCKET}/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [readers]})
    with closing(client("s3", status["endpoint"], accounts["mobile"]["id"])) as s3:
        s3.create_bucket(Bucket=BUCKET)
        s3.put_object(Bucket=BUCKET, Key=KEY, Body=b"hello")
        s3.put_bucket_policy(Bucket=BUCKET, Policy=policy)
        yield BUCKET
        s3.delete_object(Bucket=BUCKET, Key=KEY)
        s3.delete_bucket(Bucket=BUCKET)


def read(s3: Any, bucket: str) -> bytes:
    return bytes(s3.get_object(Bucket=bucket, Key=KEY)["Body"].read())


def test_a_user_of_another_organization_is_refused_by_the_resource_control_policy(deployed: Clone, bucket: str) -> None:
    endpoint = deployed.status()["endpoint"]
    with (
        external_user(endpoint) as keys,
        closing(client("s3", endpoint, *keys)) as s3,
        pytest.raises(ClientError, match="explicit deny in a resource control policy"),
    ):
        read(s3, bucket)
    (call,) = json.loads(deployed.output_of("iam", "denied", "--account", EXTERNAL, "--limit", "1", "--json"))
    shown = deployed.output_of("iam", "explain", call["id"])
    assert f"principal: arn:aws:iam::{EXTERNAL}:user/analyst" in shown
    assert f"decided at {GUARDRAIL}" in shown
    assert "Deny data-perimeter/EnforceOrgIdentities at Root matches" in shown
    assert "smallest edit: in data-perimeter, " in shown
    found = json.loads(deployed.output_of("iam", "explain", call["id"], "--json"))
    assert (found["confirmed"], found["origin"]) == (True, GUARDRAIL)


def test_a_job_of_another_account_of_the_organization_reads_it(deployed: Clone, bucket: str) -> None:
    keys = deployed.variables("--account", "data", "--role", "reader")
    given = (keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"], keys["AWS_SESSION_TOKEN"])
    with closing(client("s3", keys["AWS_ENDPOINT_URL"], *given)) as s3:
        assert read(s3, bucket) == b"hello"
