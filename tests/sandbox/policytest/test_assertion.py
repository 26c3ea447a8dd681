"""Sentences are true or false; those that say nothing are never true."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from dataclasses import replace

import pytest

from sandbox.policytest import Misread, NameUnknown, NoWorld, asking, bucket, everybody, role, root, strangers_role
from sandbox.policytest.evaluate import run
from tests.sandbox.policytest.worlds import DATA, FIXED, MADE, MOBILE, WITHOUT, policy, small, statement

CLOSED = small(statement("Deny", MADE, Condition=WITHOUT), statement("Deny", FIXED))


def holds(says: Callable[[], object]) -> bool:
    return run(says, CLOSED).held


def test_can_and_cannot_are_opposites():
    assert holds(lambda: role("data/reader").can("s3:GetObject"))
    assert not holds(lambda: role("data/reader").cannot("s3:GetObject"))
    assert holds(lambda: role("data/reader").cannot("s3:PutObject"))
    assert not holds(lambda: role("data/reader").can("s3:PutObject"))


def test_circumstances_are_condition_keys():
    ours = "arn:aws:iam::111122223333:policy/boundary"
    assert holds(lambda: role("mobile/deployer").cannot("iam:CreateRole"))
    assert holds(lambda: role("mobile/deployer").can("iam:CreateRole").when(boundary=ours))
    with pytest.raises(NameUnknown, match="Did you mean boundary"):
        holds(lambda: role("mobile/deployer").can("iam:CreateRole").when(boundry=ours))


def test_a_crowd_is_narrowed_by_place_and_name():
    assert holds(lambda: everybody.inside("departments").named("reader").can("ec2:DescribeVpcs"))
    assert not holds(lambda: everybody.inside("departments").named("reader", "deployer").cannot("ec2:DescribeVpcs"))


@pytest.mark.parametrize(
    ("says", "near"),
    [
        (lambda: role("mobile/deploier"), "mobile/deployer"),
        (lambda: role("data/reader").can("s3:GetObjcet"), "s3:GetObject"),
        (lambda: root("mobil"), "mobile"),
        (lambda: bucket("gilt-date"), "gilt-data"),
    ],
)
def test_an_unknown_name_is_an_error_with_the_nearest(says: Callable[[], object], near: str):
    with asking(CLOSED), pytest.raises(NameUnknown) as refused:
        says()
    assert near in refused.value.near


@pytest.mark.parametrize("words", [{}, {"keys": "aws:username"}, {"tags": "team"}, {"keys": None}])
def test_circumstances_that_say_nothing_are_refused(words: dict[str, object]):
    with asking(CLOSED), pytest.raises(Misread):
        role("mobile/deployer").can("iam:CreateRole").when(**words)


def test_of_a_role_that_is_not_there_nobody_can_say_who_becomes_it():
    with asking(CLOSED), pytest.raises(NameUnknown) as refused:
        role("data/reader").cannot("sts:AssumeRole", f"arn:aws:iam::{MOBILE}:role/deploier")
    assert f"arn:aws:iam::{MOBILE}:role/deployer" in refused.value.near


def test_a_role_of_another_organization_trusts_everybody():
    assert holds(lambda: role("data/reader").cannot("sts:AssumeRole", strangers_role("reader")))
    free = policy("free", statement("Allow", "sts:*"))
    reader = CLOSED.callers[f"arn:aws:iam::{DATA}:role/reader"]
    world = replace(CLOSED, callers={**CLOSED.callers, reader.arn: replace(reader, identity=(free,))})
    assert run(lambda: role("data/reader").can("sts:AssumeRole", strangers_role("reader")), world).held
    with asking(CLOSED), pytest.raises(NameUnknown):
        strangers_role("redaer")


def test_an_assertion_is_shown_as_its_sentence():
    with asking(CLOSED):
        assert repr(role("data/reader").can("s3:GetObject")) == "<role data/reader can s3:GetObject>"


def test_what_says_nothing_does_not_hold():
    assert not holds(lambda: None)
    assert not holds(lambda: role("data/reader"))
    with pytest.raises(Misread):
        holds(lambda: everybody.inside("empty"))
    with pytest.raises(NoWorld):
        Context().run(role, "data/reader")


def test_a_guard_refuses_by_itself():
    lifts = "iam:DeleteRolePermissionsBoundary"
    assert holds(lambda: role("mobile/deployer").cannot(lifts).because_of("boundary"))
    assert not holds(lambda: role("mobile/deployer").cannot(lifts).because_of("boundary", "protect-boundary"))
