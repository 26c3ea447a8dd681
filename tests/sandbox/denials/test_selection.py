"""Denied calls are selected by id, account and time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.denials.errors import DeniedCallAmbiguous, NoDeniedCall
from sandbox.denials.selection import newest, one
from tests.sandbox.denials.calls import MOMENT, denied_call
from tests.sandbox.policytest.snapshots import BUCKET, DATA, MOBILE, small

FIRST = replace(denied_call(small(), f"arn:aws:iam::{MOBILE}:role/deployer", "s3:GetObject", f"{BUCKET}/a"), id="ab1")
SECOND = replace(
    denied_call(small(), f"arn:aws:iam::{DATA}:role/reader", "sqs:ListQueues"), id="ab2", time=MOMENT + timedelta(1)
)
CALLS = (FIRST, SECOND)


def test_a_call_is_found_by_the_beginning_of_its_id_or_as_the_last():
    assert one(CALLS, "ab1") is FIRST
    assert one(CALLS, "last") is SECOND
    assert one((FIRST,), "a") is FIRST


def test_an_id_of_several_calls_is_refused_with_them():
    with pytest.raises(DeniedCallAmbiguous, match="ab1, ab2"):
        one(CALLS, "ab")


@pytest.mark.parametrize(("calls", "name"), [(CALLS, "c"), (CALLS, ""), ((), "last")])
def test_an_unknown_id_is_refused(calls: tuple[()], name: str):
    with pytest.raises(NoDeniedCall):
        one(calls, name)


def test_calls_are_of_an_account_that_calls_or_owns_the_resource():
    assert newest(CALLS, account=MOBILE) == (FIRST,)
    assert newest(CALLS, account=DATA) == CALLS
    assert newest(CALLS, account="999999999999") == ()


def test_the_newest_are_kept_in_their_order():
    assert newest(CALLS, limit=1) == (SECOND,)
    assert newest(CALLS, limit=9) == CALLS
    assert newest(CALLS, since=MOMENT + timedelta(seconds=1)) == (SECOND,)
    assert newest(CALLS, since=MOMENT) == CALLS
