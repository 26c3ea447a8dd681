"""Keys that differ for a principal, and the statements that read them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.access.applicable_policies import applicable_policies, targets
from sandbox.access.key_changes import changed_keys, reading
from sandbox.iam import Evaluator, Request
from tests.sandbox.access.snapshots import EVERYTHING, READER, policy, snapshot

BARE = Request.of(READER, "s3:GetObject", context={"aws:PrincipalTag/team": "mobile", "aws:PrincipalOrgID": "o-1"})


def test_changed_added_and_removed_keys_differ() -> None:
    after = replace(BARE, context={"aws:principaltag/team": ("data",), "aws:principaltag/cost": ("1",)})
    assert changed_keys(BARE, after) == frozenset(
        ("aws:principaltag/team", "aws:principaltag/cost", "aws:principalorgid")
    )
    assert changed_keys(BARE, BARE) == frozenset()


def test_another_unique_id_changes_the_user_id() -> None:
    renewed = replace(BARE, principal=replace(BARE.principal, unique_id="AROANEW"))
    assert changed_keys(BARE, renewed) == frozenset(("aws:userid",))


def test_a_principal_that_moves_to_the_management_account_differs_in_more_than_keys() -> None:
    assert changed_keys(BARE, replace(BARE, principal_in_management_account=True)) is None


def statement(sid: str, **more: Any) -> dict[str, Any]:
    return {"Sid": sid, "Effect": "Allow", "Action": "s3:*", "Resource": "*", **more}


BY_TAG = statement("ByTag", Condition={"StringEquals": {"aws:PrincipalTag/Team": "mobile"}})
BY_VARIABLE = statement("ByVariable", Resource="arn:aws:s3:::${aws:PrincipalTag/team}/*")


@pytest.mark.parametrize(
    ("keys", "sids"),
    [
        (frozenset(("aws:principaltag/team",)), ["ByTag", "ByVariable"]),
        (frozenset(("aws:principaltag/cost",)), []),
        (frozenset[str](), []),
        (None, ["Everything", "ByTag", "ByVariable"]),
    ],
)
def test_statements_that_read_a_changed_key(keys: frozenset[str] | None, sids: list[str]) -> None:
    own = policy("identity", EVERYTHING, BY_TAG, BY_VARIABLE)
    base = snapshot(EVERYTHING)
    caller = replace(base.callers[READER], identity=(own,))
    evaluator = Evaluator(replace(base, callers={READER: caller}))
    applicable = applicable_policies(evaluator, READER, targets(evaluator))
    located = [found for found in applicable.own if found[-1].sid in {"Everything", "ByTag", "ByVariable"}]
    found = [each[-1].sid for each in reading(keys, located)]
    assert list(dict.fromkeys(found)) == sids
