"""Exported files that hold a policy and are not read."""

from __future__ import annotations

import json

import pytest

from sandbox.snapshot.aws_export import Responses, build_snapshot
from sandbox.snapshot.aws_export.unread import unread_files
from tests.sandbox.snapshot.exports import ACCOUNT, DENY, FILES


def unread(name: str, response: object) -> list[str]:
    return list(unread_files(Responses("export", {name: response}), (ACCOUNT,)))


@pytest.mark.parametrize(
    "name",
    [f"accounts/{ACCOUNT}/catalog-us-east-1.json", f"accounts/{ACCOUNT}/buckets/pictures.json", "policy.json"],
)
@pytest.mark.parametrize("response", [{"Policy": json.dumps(DENY)}, DENY])
def test_a_policy_in_a_file_of_no_known_name_is_reported(name: str, response: object) -> None:
    (message,) = unread(name, response)
    assert message == f"{name}: it holds a policy, and no type of resource has files of this name"


def test_a_file_without_a_policy_is_no_matter() -> None:
    assert unread("notes.json", ["made by ann"]) == []


def test_an_account_outside_of_the_organization_is_reported() -> None:
    name = "accounts/333333333333/authorization-details.json"
    assert unread(name, {}) == [f"{name}: 333333333333 is no active account of the organization"]


def test_every_file_that_an_export_writes_is_known() -> None:
    assert len(FILES) > 5
    assert list(unread_files(Responses("export", FILES), (ACCOUNT,))) == []


def test_the_snapshot_has_the_messages_as_notes() -> None:
    name = f"accounts/{ACCOUNT}/container-us-east-1-shop.json"
    files = {**FILES, name: {"policyText": json.dumps(DENY)}}
    notes = build_snapshot(Responses("export", files)).notes
    assert [note for note in notes if note.startswith(name)]
