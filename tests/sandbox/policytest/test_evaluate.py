"""A check holds when what it says is true, and it says something."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sandbox.policytest import everybody, role
from sandbox.policytest.evaluate import judge, run
from sandbox.policytest.session import asking, current
from tests.sandbox.policytest.worlds import small


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (lambda: None, "nothing was asked of the world"),
        (lambda: current().world.accounts, "nothing was asked of the world"),
        (lambda: role("data/reader"), "role data/reader: named, but nothing is said of it"),
        (lambda: (role("data/reader").can("s3:GetObject"), everybody.inside("data")), "everybody inside data: named"),
        (lambda: everybody.inside("data").named("reader"), "everybody inside data named reader: named"),
    ],
)
def test_a_check_that_says_nothing_of_somebody_does_not_hold(says: Callable[[], object], why: str):
    judged = run(says, small())
    assert not judged.held
    assert not judged.failures
    assert why in judged.text


def test_a_crowd_of_which_something_is_said_once_it_is_narrowed_is_spoken_of():
    def says() -> None:
        here = everybody.inside("departments")
        here.named("reader").cannot("s3:PutObject")
        here.inside("data").named("reader").can("ec2:DescribeVpcs")

    assert run(says, small()).held


def test_what_is_no_policy_test_may_say_nothing_as_long_as_it_does_not_look():
    with asking(small()) as silent:
        assert judge(silent, policy_test=False).held
    with asking(small()) as looked:
        assert current().world.accounts
        assert not judge(looked, policy_test=False).held


def test_every_sentence_is_judged_and_the_first_witness_stands_for_the_others():
    def says() -> None:
        role("data/reader").can("ec2:DescribeVpcs")
        role("data/reader").cannot(["s3:GetObject", "ec2:DescribeVpcs"])
        role("data/reader").can(["s3:PutObject", "s3:GetObject"])

    judged = run(says, small())
    assert (judged.sentences, len(judged.failures)) == (3, 2)
    assert [failure.others for failure in judged.failures] == [1, 0]
    assert [failure.finding.question.action for failure in judged.failures if failure.finding] == [
        "s3:GetObject",
        "s3:PutObject",
    ]
    assert all(failure.headline in judged.text for failure in judged.failures)


def test_a_check_within_another_gives_the_world_back():
    with asking(small()) as outer:
        with asking(small()) as inner:
            role("data/reader").can("s3:GetObject")
        assert current() is outer
        assert (len(outer.sentences), len(inner.sentences)) == (0, 1)
    assert current() is not outer
