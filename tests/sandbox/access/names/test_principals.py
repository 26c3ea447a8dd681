from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.access.errors import InvalidQuery, UnknownName
from sandbox.access.names import display_name, principal, role_or_user
from tests.sandbox.access.snapshots import ACCOUNT, READER, snapshot


@pytest.mark.parametrize(
    ("name", "arn"),
    [
        ("mobile/reader", READER),
        (READER, READER),
        ("mobile/root", f"arn:aws:iam::{ACCOUNT}:root"),
        ("cloudtrail.amazonaws.com", "cloudtrail.amazonaws.com"),
        ("anonymous", None),
    ],
)
def test_a_name_and_its_display_name_are_the_same_principal(name: str, arn: str | None) -> None:
    read = snapshot()
    assert principal(read, name) == arn
    assert principal(read, display_name(read, arn)) == arn


def test_an_unknown_principal_is_refused_with_similar_names() -> None:
    with pytest.raises(UnknownName, match="mobile/reader"):
        principal(snapshot(), "mobile/writer")


def test_a_name_that_a_role_and_a_user_have_needs_an_arn() -> None:
    read = snapshot()
    user = READER.replace(":role/", ":user/")
    ambiguous = replace(read, callers={**read.callers, user: replace(read.callers[READER], arn=user)})
    with pytest.raises(InvalidQuery, match="Write an ARN"):
        principal(ambiguous, "mobile/reader")
    assert role_or_user(ambiguous, "mobile/reader", "user").arn == user
    assert principal(ambiguous, user) == user


def test_the_arn_of_a_user_is_not_that_of_a_role_of_its_name() -> None:
    with pytest.raises(UnknownName):
        principal(snapshot(), READER.replace(":role/", ":user/"))


def test_the_host_name_of_an_identity_provider_is_a_principal() -> None:
    assert principal(snapshot(), "token.actions.githubusercontent.com") == "token.actions.githubusercontent.com"


def test_two_accounts_of_one_name_are_named_by_id() -> None:
    read = snapshot()
    other = replace(read.accounts[ACCOUNT], id="222222222222")
    ambiguous = replace(read, accounts={**read.accounts, other.id: other})
    with pytest.raises(InvalidQuery, match=f"Write the id of one: {ACCOUNT}, 222222222222"):
        principal(ambiguous, "mobile/reader")
    assert principal(ambiguous, f"{ACCOUNT}/reader") == READER
    assert principal(ambiguous, "222222222222/root") == "arn:aws:iam::222222222222:root"
