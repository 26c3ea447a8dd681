"""A role's requests are evaluated for a session of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.iam import Evaluator, Principal, Snapshot
from sandbox.iam.role_session import as_session, session_arn
from sandbox.iam.snapshot import Account, Caller
from tests.sandbox.iam.test_evaluator import policy, statement

MOBILE = "111122223333"
READER = f"arn:aws:iam::{MOBILE}:role/jobs/reader"
SESSION = f"arn:aws:sts::{MOBILE}:assumed-role/reader/check"
LINKED = f"arn:aws:iam::{MOBILE}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"


def read(*callers: Caller) -> Snapshot:
    accounts = {MOBILE: Account(MOBILE, "mobile")}
    return Snapshot("test", accounts=accounts, callers={caller.arn: caller for caller in callers})


def values(evaluator: Evaluator, principal: str, key: str) -> tuple[str, ...]:
    return evaluator.request_and_layers(principal, "s3:GetObject", "*", None)[0].values(key)


@pytest.mark.parametrize(
    ("principal", "session"),
    [
        (READER, SESSION),
        (f"arn:aws-cn:iam::{MOBILE}:role/reader", f"arn:aws-cn:sts::{MOBILE}:assumed-role/reader/check"),
        (SESSION, SESSION),
        (SESSION.replace("check", "alice"), SESSION.replace("check", "alice")),
        (f"arn:aws:iam::{MOBILE}:user/reader", None),
        (MOBILE, None),
        ("ec2.amazonaws.com", None),
        (None, None),
    ],
)
def test_only_a_role_has_a_session(principal: str | None, session: str | None):
    assert session_arn(principal) == session
    parsed = Principal.parse(principal)
    assert as_session(parsed).arn == (session or parsed.arn)


def test_the_session_of_a_service_linked_role_is_service_linked():
    assert as_session(Principal.parse(LINKED)).service_linked
    plain = Caller(f"arn:aws:iam::{MOBILE}:role/AWSServiceRoleForNothing", MOBILE)
    request, _ = Evaluator(read(plain)).request_and_layers(plain.arn, "s3:GetObject", "*", None)
    assert not request.principal.service_linked


def test_the_principal_arn_of_a_session_has_the_path_of_its_role():
    known, unknown = Evaluator(read(Caller(READER, MOBILE))), Evaluator(read())
    assert values(known, READER, "aws:principalarn") == (READER,)
    assert values(known, SESSION, "aws:principalarn") == (READER,)
    assert values(unknown, READER, "aws:principalarn") == (READER,)


def test_aws_userid_has_the_unique_id_and_the_name_of_the_session():
    role, user = Caller(READER, MOBILE, unique_id="AROAREADER"), Caller(f"arn:aws:iam::{MOBILE}:user/ann", MOBILE)
    evaluator = Evaluator(read(role, replace(user, unique_id="AIDAANN")))
    assert values(evaluator, READER, "aws:userid") == ("AROAREADER:check",)
    assert values(evaluator, SESSION.replace("check", "alice"), "aws:userid") == ("AROAREADER:alice",)
    assert values(evaluator, user.arn, "aws:userid") == ("AIDAANN",)
    assert values(Evaluator(read(user)), user.arn, "aws:userid") == ()


def test_a_session_never_has_the_policies_of_a_user_of_the_same_name():
    role = Caller(READER, MOBILE, (policy("role", statement("Allow", "ec2:*")),))
    user = Caller(f"arn:aws:iam::{MOBILE}:user/reader", MOBILE, (policy("user", statement("Allow", "s3:*")),))
    for listed in ((role, user), (user, role)):
        evaluator = Evaluator(read(*listed))
        assert evaluator.caller(SESSION) is role
        assert evaluator.caller(READER) is role
        assert evaluator.caller(user.arn) is user
        assert evaluator.decide(SESSION, "ec2:DescribeVpcs").allowed
        assert not evaluator.decide(SESSION, "s3:GetObject").allowed
