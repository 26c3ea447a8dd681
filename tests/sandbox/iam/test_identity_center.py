"""A session of IAM Identity Center has the path of its role."""

from __future__ import annotations

import pytest

from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Caller, Snapshot

ACCOUNT, NAME = "111122223333", "AWSReservedSSO_Dev_0a1b2c"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/{NAME}/kim"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/aws-reserved/sso.amazonaws.com"


def principal_arn(snapshot: Snapshot, session: str = SESSION) -> tuple[str, ...]:
    return Evaluator(snapshot).request_and_layers(session, "s3:GetObject", "*", None)[0].values("aws:principalarn")


@pytest.mark.parametrize(
    ("region", "arn"), [("us-east-1", f"{ROLE}/{NAME}"), ("eu-west-1", f"{ROLE}/eu-west-1/{NAME}")]
)
def test_the_path_has_the_home_region_unless_it_is_us_east_1(region: str, arn: str) -> None:
    assert principal_arn(Snapshot("test", home_region=region)) == (arn,)


def test_a_role_of_the_snapshot_has_its_own_path() -> None:
    arn = f"{ROLE}/ap-south-1/{NAME}"
    assert principal_arn(Snapshot("test", callers={arn: Caller(arn, ACCOUNT)})) == (arn,)


def test_any_other_session_has_no_path() -> None:
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/kim"
    assert principal_arn(Snapshot("test"), session) == (f"arn:aws:iam::{ACCOUNT}:role/reader",)
