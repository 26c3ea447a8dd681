"""An assertion passes or fails; an invalid one is an error."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from dataclasses import replace

import pytest

from sandbox.policytest import (
    InvalidAssertion,
    InvalidQuery,
    NoSession,
    UnknownName,
    bucket,
    everybody,
    external_role,
    policy_session,
    role,
    root,
)
from sandbox.policytest.evaluate import run
from tests.sandbox.policytest.snapshots import (
    ALWAYS_DENIED,
    BOUNDARY_REQUIRED,
    DATA,
    MOBILE,
    WITHOUT_BOUNDARY,
    policy,
    small,
    statement,
)

CLOSED = small(statement("Deny", BOUNDARY_REQUIRED, Condition=WITHOUT_BOUNDARY), statement("Deny", ALWAYS_DENIED))


def passes(test: Callable[[], object]) -> bool:
    return run(test, CLOSED).passed


def test_can_and_cannot_are_opposites():
    assert passes(lambda: role("data/reader").can("s3:GetObject"))
    assert not passes(lambda: role("data/reader").cannot("s3:GetObject"))
    assert passes(lambda: role("data/reader").cannot("s3:PutObject"))
    assert not passes(lambda: role("data/reader").can("s3:PutObject"))


def test_conditions_are_condition_keys():
    boundary = "arn:aws:iam::111122223333:policy/boundary"
    assert passes(lambda: role("mobile/deployer").cannot("iam:CreateRole"))
    assert passes(lambda: role("mobile/deployer").can("iam:CreateRole").when(boundary=boundary))
    with pytest.raises(UnknownName, match="Similar: boundary"):
        passes(lambda: role("mobile/deployer").can("iam:CreateRole").when(boundry=boundary))


def test_a_group_is_narrowed_by_place_and_name():
    assert passes(lambda: everybody.inside("departments").named("reader").can("ec2:DescribeVpcs"))
    assert not passes(lambda: everybody.inside("departments").named("reader", "deployer").cannot("ec2:DescribeVpcs"))


@pytest.mark.parametrize(
    ("test", "similar"),
    [
        (lambda: role("mobile/deploier"), "mobile/deployer"),
        (lambda: role("data/reader").can("s3:GetObjcet"), "s3:GetObject"),
        (lambda: root("mobil"), "mobile"),
        (lambda: bucket("gilt-date"), "gilt-data"),
    ],
)
def test_an_unknown_name_is_an_error_with_similar_names(test: Callable[[], object], similar: str):
    with policy_session(CLOSED), pytest.raises(UnknownName) as refused:
        test()
    assert similar in refused.value.similar


@pytest.mark.parametrize("conditions", [{}, {"keys": "aws:username"}, {"tags": "team"}, {"keys": None}])
def test_conditions_without_keys_are_invalid(conditions: dict[str, object]):
    with policy_session(CLOSED), pytest.raises((InvalidAssertion, InvalidQuery)):
        role("mobile/deployer").can("iam:CreateRole").when(**conditions)


def test_a_role_to_assume_must_exist():
    with policy_session(CLOSED), pytest.raises(UnknownName) as refused:
        role("data/reader").cannot("sts:AssumeRole", f"arn:aws:iam::{MOBILE}:role/deploier")
    assert f"arn:aws:iam::{MOBILE}:role/deployer" in refused.value.similar


def test_an_external_role_may_be_assumed_by_anyone():
    assert passes(lambda: role("data/reader").cannot("sts:AssumeRole", external_role("reader")))
    allowing = policy("allowing", statement("Allow", "sts:*"))
    reader = CLOSED.callers[f"arn:aws:iam::{DATA}:role/reader"]
    snapshot = replace(CLOSED, callers={**CLOSED.callers, reader.arn: replace(reader, identity=(allowing,))})
    assert run(lambda: role("data/reader").can("sts:AssumeRole", external_role("reader")), snapshot).passed
    with policy_session(CLOSED), pytest.raises(UnknownName):
        external_role("redaer")


def test_the_representation_of_an_assertion_is_its_description():
    with policy_session(CLOSED):
        assert repr(role("data/reader").can("s3:GetObject")) == "<role data/reader can s3:GetObject>"


def test_a_test_that_asserts_nothing_fails():
    assert not passes(lambda: None)
    assert not passes(lambda: role("data/reader"))
    with pytest.raises(InvalidQuery):
        passes(lambda: everybody.inside("empty"))
    with pytest.raises(NoSession):
        Context().run(role, "data/reader")


def test_an_expected_denial_denies_on_its_own():
    removal = "iam:DeleteRolePermissionsBoundary"
    assert passes(lambda: role("mobile/deployer").cannot(removal).because_of("boundary"))
    assert not passes(lambda: role("mobile/deployer").cannot(removal).because_of("boundary", "protect-boundary"))
