"""A policy test passes when every assertion holds, and there is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sandbox.policytest import current_session, everybody, policy_session, role
from sandbox.policytest.evaluate import evaluate, run
from tests.sandbox.policytest.snapshots import small


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        (lambda: None, "the test has no assertion"),
        (lambda: current_session().snapshot.accounts, "the test has no assertion"),
        (lambda: role("data/reader"), "role data/reader: named, but nothing is asserted"),
        (lambda: (role("data/reader").can("s3:GetObject"), everybody.inside("data")), "everybody inside data: named"),
        (lambda: everybody.inside("data").named("reader"), "everybody inside data named reader: named"),
    ],
)
def test_a_test_that_asserts_nothing_about_a_subject_fails(test: Callable[[], object], reason: str):
    result = run(test, small())
    assert not result.passed
    assert not result.failures
    assert reason in result.text


def test_a_group_is_used_by_an_assertion_about_a_part_of_it():
    def test() -> None:
        group = everybody.inside("departments")
        group.named("reader").cannot("s3:PutObject")
        group.inside("data").named("reader").can("ec2:DescribeVpcs")

    assert run(test, small()).passed


def test_an_ordinary_test_needs_an_assertion_only_if_it_uses_the_snapshot():
    with policy_session(small()) as unused:
        assert evaluate(unused, policy_test=False).passed
    with policy_session(small()) as used:
        assert current_session().snapshot.accounts
        assert not evaluate(used, policy_test=False).passed


def test_every_assertion_is_evaluated_and_the_first_counterexample_represents_the_others():
    def test() -> None:
        role("data/reader").can("ec2:DescribeVpcs")
        role("data/reader").cannot(["s3:GetObject", "ec2:DescribeVpcs"])
        role("data/reader").can(["s3:PutObject", "s3:GetObject"])

    result = run(test, small())
    assert (result.assertions, len(result.failures)) == (3, 2)
    assert [failure.others for failure in result.failures] == [1, 0]
    assert [failure.counterexample.query.action for failure in result.access_failures if failure.counterexample] == [
        "s3:GetObject",
        "s3:PutObject",
    ]
    assert all(failure.headline in result.text for failure in result.failures)


def test_a_session_within_another_does_not_change_the_outer_one():
    with policy_session(small()) as outer:
        with policy_session(small()) as inner:
            role("data/reader").can("s3:GetObject")
        assert current_session() is outer
        assert (len(outer.assertions), len(inner.assertions)) == (0, 1)


def test_an_assertion_belongs_to_the_session_of_its_subject():
    with policy_session(small()):
        reader = role("data/reader")
        with policy_session(small()) as inner:
            reader.can("s3:GetObject")
        assert not inner.assertions
        assert len(reader.session.assertions) == 1
