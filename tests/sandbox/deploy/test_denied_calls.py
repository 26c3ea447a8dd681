"""The refusals behind an update's failures are found, and accounts by their names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.deploy.denied_calls import account_id, causes
from sandbox.deploy.errors import UnknownName
from sandbox.deploy.failure import explain
from tests.sandbox.denials.calls import denied_call
from tests.sandbox.policytest.snapshots import ALWAYS_DENIED, MOBILE, small, statement

CALL = denied_call(
    small(statement("Deny", ALWAYS_DENIED)), f"arn:aws:iam::{MOBILE}:role/deployer", "iam:CreatePolicyVersion"
)
URN = "urn:pulumi:all::gilt::aws:iam/policy:Policy::reads"
REFUSED = explain(URN, f"iam:CreatePolicyVersion was refused with AccessDenied: {CALL.message} while working on {URN}")
OTHER = explain(URN, f"iam:CreatePolicy was refused with MalformedPolicyDocument: No. while working on {URN}")


def test_the_refusal_behind_a_failure_is_the_newest_with_its_message():
    older, newer = replace(CALL, id="a"), replace(CALL, id="b")
    assert causes([OTHER, REFUSED], [older, newer]) == (newer,)


def test_a_refusal_behind_two_failures_is_not_repeated():
    assert causes([REFUSED, REFUSED], [CALL]) == (CALL,)


def test_other_failures_and_audited_calls_have_no_refusal():
    assert causes([OTHER], [CALL]) == ()
    assert causes([REFUSED], [replace(CALL, refused=False)]) == ()


def test_an_account_is_given_by_name_or_id():
    names = {MOBILE: "mobile"}
    assert account_id("mobile", names) == account_id(MOBILE, names) == MOBILE
    with pytest.raises(UnknownName, match="Similar: mobile"):
        account_id("mobil", names)
