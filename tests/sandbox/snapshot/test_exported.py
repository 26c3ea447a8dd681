from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot import SourceMissing, SourceUnreadable, exported
from tests.sandbox.snapshot.exports import ACCOUNT, FILES, ROLE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    exported.write(FILES, tmp_path)
    return tmp_path


def test_exported_files_are_read_with_the_json_path_of_each_policy(folder: Path) -> None:
    snapshot = exported.read(folder)
    caller = snapshot.callers[ROLE]
    place = f"{folder}/accounts/{ACCOUNT}/authorization-details.json"
    assert (
        str(caller.identity[0].where(0)) == f"{place} $.RoleDetailList[0].RolePolicyList[0].PolicyDocument.Statement[0]"
    )
    assert caller.boundary is not None
    assert str(caller.boundary.origin) == f"{place} $.Policies[0].PolicyVersionList[0].Document"
    assert snapshot.resources["arn:aws:s3:::pictures"].policy is not None


def test_exported_guardrails_are_evaluated(folder: Path) -> None:
    evaluator = Evaluator(exported.read(folder))
    assert evaluator.decide(ROLE, "s3:ListAllMyBuckets").allowed
    assert not evaluator.decide(ROLE, "s3:DeleteBucket").allowed


def test_a_user_has_the_policies_of_its_groups(folder: Path) -> None:
    snapshot = exported.read(folder)
    assert [policy.name for policy in snapshot.callers[f"arn:aws:iam::{ACCOUNT}:user/ann"].identity] == ["own"]


def test_a_suspended_account_is_omitted_and_named(folder: Path) -> None:
    snapshot = exported.read(folder)
    assert list(snapshot.accounts) == [ACCOUNT]
    assert any("old" in note and "SUSPENDED" in note for note in snapshot.notes)


USER = f"arn:aws:iam::{ACCOUNT}:user/ann"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/k-1"
DELEGATED = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "kms:*", "Resource": "*"}
PUBLIC = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


def document(statement: Mapping[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def read_with(folder: Path, **files: object) -> Snapshot:
    """Read the folder with further files of the account."""
    exported.write({f"accounts/{ACCOUNT}/{name}.json": response for name, response in files.items()}, folder)
    return exported.read(folder)


def test_exported_grants_of_a_key_are_evaluated(folder: Path) -> None:
    grant = {
        "GranteePrincipal": USER,
        "Operations": ["Decrypt"],
        "Constraints": {"EncryptionContextSubset": {"a": "b"}},
    }
    key = {"Policy": document({**DELEGATED, "Action": "kms:DescribeKey"})}
    evaluator = Evaluator(read_with(folder, **{"key-us-east-1-k-1": key, "grants-us-east-1-k-1": {"Grants": [grant]}}))
    context = {"kms:EncryptionContext:a": "b"}
    assert evaluator.decide(USER, "kms:Decrypt", KEY, context).allowed
    assert not evaluator.decide(USER, "kms:Decrypt", KEY).allowed
    assert not evaluator.decide(USER, "kms:Encrypt", KEY, context).allowed


@pytest.mark.parametrize("block", ["public-access-block-of-open", "public-access-block"])
def test_exported_block_public_access_of_bucket_or_account_is_evaluated(folder: Path, block: str) -> None:
    policy = {"bucket-open": {"Policy": document(PUBLIC)}}
    assert Evaluator(read_with(folder, **policy)).decide(None, "s3:GetObject", "arn:aws:s3:::open/a").allowed
    settings = {block: {"PublicAccessBlockConfiguration": {"RestrictPublicBuckets": True}}}
    evaluator = Evaluator(read_with(folder, **policy, **settings))
    assert not evaluator.decide(None, "s3:GetObject", "arn:aws:s3:::open/a").allowed


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("grants-us-east-1-k-1", "aws kms list-grants --key-id k-1 --region us-east-1"),
        ("public-access-block-of-open", "aws s3api get-public-access-block --bucket open"),
        ("public-access-block", f"aws s3control get-public-access-block --account-id {ACCOUNT}"),
    ],
)
def test_a_broken_file_of_settings_names_the_command_that_writes_it(folder: Path, name: str, command: str) -> None:
    key, bucket = {"Policy": document(DELEGATED)}, {"Policy": document(PUBLIC)}
    with pytest.raises(SourceUnreadable, match=command):
        read_with(folder, **{"key-us-east-1-k-1": key, "bucket-open": bucket, name: []})


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("organization/list-roots.json", "aws organizations list-roots"),
        ("organization/policy-p-1.json", "aws organizations describe-policy --policy-id p-1"),
        (f"accounts/{ACCOUNT}/authorization-details.json", "aws iam get-account-authorization-details"),
    ],
)
def test_a_missing_or_broken_file_names_the_command_that_writes_it(folder: Path, name: str, command: str) -> None:
    (folder / name).write_text("{")
    with pytest.raises(SourceUnreadable, match=command):
        exported.read(folder)
    (folder / name).unlink()
    with pytest.raises(SourceMissing, match=command):
        exported.read(folder)


def test_a_missing_folder_names_the_command_that_creates_it(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="sandbox iam export"):
        exported.read(tmp_path / "nowhere")


def test_an_empty_file_of_a_bucket_is_a_bucket_without_a_policy_and_named(folder: Path) -> None:
    name = f"accounts/{ACCOUNT}/bucket-pictures.json"
    (folder / name).write_text("")
    snapshot = exported.read(folder)
    assert snapshot.resources["arn:aws:s3:::pictures"].policy is None
    assert any(note.startswith(f"{name} is empty") for note in snapshot.notes)


def test_an_empty_file_that_a_command_should_have_filled_is_refused_with_its_cause(folder: Path) -> None:
    (folder / "organization" / "list-roots.json").write_text("\n")
    with pytest.raises(SourceUnreadable, match="it is empty") as caught:
        exported.read(folder)
    assert "credentials" in caught.value.next_step
