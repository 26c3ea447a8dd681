"""The element Principal names the callers of its own partition."""

from __future__ import annotations

import pytest

from sandbox.iam.principals import Grade, Principals
from sandbox.iam.request import Request

ACCOUNT = "111122223333"
NAMED = {
    "root": f"arn:aws-cn:iam::{ACCOUNT}:root",
    "user": f"arn:aws-cn:iam::{ACCOUNT}:user/ann",
    "role": f"arn:aws-cn:iam::{ACCOUNT}:role/jobs/reader",
}


def grade(named: str, caller: str) -> Grade:
    return Principals.compile({"AWS": named}).grade(Request.of(caller, "s3:GetObject"))


@pytest.mark.parametrize(
    ("named", "caller", "expected"),
    [
        ("root", "iam::111122223333:user/ann", Grade.ACCOUNT),
        ("root", "iam::111122223333:root", Grade.DIRECT),
        ("user", "iam::111122223333:user/ann", Grade.USER),
        ("role", "sts::111122223333:assumed-role/reader/kim", Grade.ROLE),
    ],
)
def test_an_arn_names_callers_of_its_partition_alone(named: str, caller: str, expected: Grade) -> None:
    assert grade(NAMED[named], f"arn:aws-cn:{caller}") is expected
    assert grade(NAMED[named], f"arn:aws:{caller}") is Grade.NONE
    assert grade(NAMED[named], f"arn:aws-us-gov:{caller}") is Grade.NONE


def test_an_account_id_names_the_account_in_any_partition() -> None:
    for partition in ("aws", "aws-cn", "aws-us-gov"):
        assert grade(ACCOUNT, f"arn:{partition}:iam::{ACCOUNT}:user/ann") is Grade.ACCOUNT


def test_a_service_of_china_is_named_by_its_host_name() -> None:
    trust = Principals.compile({"Service": "ec2.amazonaws.com.cn"})
    assert trust.grade(Request.of("ec2.amazonaws.com.cn", "sts:AssumeRole")) is Grade.DIRECT
    assert trust.grade(Request.of("ec2.amazonaws.com", "sts:AssumeRole")) is Grade.NONE


def test_a_service_is_named_by_each_of_its_names() -> None:
    trust = Principals.compile({"Service": "states.eu-west-1.amazonaws.com"})
    for region, expected in (("eu-west-1", Grade.DIRECT), ("us-east-1", Grade.NONE)):
        names = ["states.amazonaws.com", f"states.{region}.amazonaws.com"]
        request = Request.of("states.amazonaws.com", "sts:AssumeRole", context={"aws:PrincipalServiceNamesList": names})
        assert trust.grade(request) is expected
        assert trust.excludes(request, deny=False) is (expected is Grade.DIRECT)
    alone = Request.of("states.amazonaws.com", "sts:AssumeRole")
    assert alone.values("aws:principalservicenameslist") == ("states.amazonaws.com",)
    assert trust.grade(alone) is Grade.NONE


def test_the_names_of_a_service_name_no_other_principal() -> None:
    trust = Principals.compile({"Service": "states.amazonaws.com"})
    context = {"aws:PrincipalServiceNamesList": ["states.amazonaws.com"]}
    request = Request.of(f"arn:aws:iam::{ACCOUNT}:user/ann", "sts:AssumeRole", context=context)
    assert trust.grade(request) is Grade.NONE
