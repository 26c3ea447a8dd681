from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.iam.evaluator import Evaluator
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Snapshot
from sandbox.snapshot import SourceMissing, SourceUnreadable, exported
from sandbox.snapshot.aws_export import Responses, build_snapshot
from tests.sandbox.snapshot.exports import ACCOUNT, DENY, FILES, ROLE


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


def with_accounts(*accounts: Mapping[str, str]) -> Snapshot:
    files = {**FILES, "organization/accounts-of-r-1.json": {"Accounts": [{"Id": ACCOUNT, "Name": "mobile"}, *accounts]}}
    return build_snapshot(Responses("export", files))


@pytest.mark.parametrize("state", ["CLOSED", "PENDING_CLOSURE", "SUSPENDED", "PENDING_ACTIVATION"])
def test_an_account_with_a_state_alone_that_is_not_active_is_omitted_and_named(state: str) -> None:
    snapshot = with_accounts({"Id": "333333333333", "Name": "old", "State": state})
    assert list(snapshot.accounts) == [ACCOUNT]
    assert f"account old (333333333333) is {state} and is left out" in snapshot.notes


def test_state_decides_where_an_account_has_status_too() -> None:
    closed = with_accounts({"Id": "333333333333", "Name": "old", "State": "CLOSED", "Status": "SUSPENDED"})
    assert "account old (333333333333) is CLOSED and is left out" in closed.notes
    users: dict[str, list[object]] = {
        member: [] for member in ("UserDetailList", "RoleDetailList", "GroupDetailList", "Policies")
    }
    files = {
        "organization/policies-of-333333333333-SERVICE_CONTROL_POLICY.json": {"Policies": []},
        "accounts/333333333333/authorization-details.json": users,
    }
    old = {"Id": "333333333333", "Name": "old", "State": "ACTIVE", "Status": "SUSPENDED"}
    listed = {"Accounts": [{"Id": ACCOUNT, "Name": "mobile"}, old]}
    active = build_snapshot(Responses("export", {**FILES, **files, "organization/accounts-of-r-1.json": listed}))
    assert "333333333333" in active.accounts


def test_accounts_without_an_organization_are_evaluated_by_their_own_policies(tmp_path: Path) -> None:
    single = {name: response for name, response in FILES.items() if name.startswith("accounts/")}
    exported.write(single, tmp_path)
    snapshot = exported.read(tmp_path)
    assert (snapshot.organization, dict(snapshot.nodes), list(snapshot.accounts)) == (None, {}, [ACCOUNT])
    assert Evaluator(snapshot).decide(ROLE, "s3:DeleteBucket").allowed
    assert f"no organization is in {tmp_path}: no SCP and no RCP limits its accounts" in snapshot.notes


def test_a_folder_with_a_part_of_an_organization_is_refused_with_the_missing_file(tmp_path: Path) -> None:
    part = {name: response for name, response in FILES.items() if "describe-organization" not in name}
    exported.write(part, tmp_path)
    with pytest.raises(SourceMissing) as refused:
        exported.read(tmp_path)
    assert "aws organizations describe-organization" in refused.value.next_step


NONE: dict[str, object] = {"organization/delegated-administrators.json": {"DelegatedAdministrators": []}}
NO_POLICY: dict[str, object] = {"organization/resource-policy.json": {}}
POLICY: dict[str, object] = {"organization/resource-policy.json": {"ResourcePolicy": {"Content": json.dumps(DENY)}}}
REGISTERED: dict[str, object] = {
    "organization/delegated-administrators.json": {"DelegatedAdministrators": [{"Id": ACCOUNT}]}
}


@pytest.mark.parametrize(
    ("files", "known"),
    [
        (NO_POLICY, None),
        (NONE, None),
        (NONE | POLICY, None),
        (NONE | NO_POLICY, False),
        (REGISTERED, True),
    ],
    ids=["no registrations", "no policy file", "a delegation policy", "none", "registered"],
)
def test_registrations_decide_operations_of_administrators(files: Mapping[str, object], known: bool | None) -> None:
    allowing = build_snapshot(Responses("export", {**FILES, **files}))
    assert allowing.accounts[ACCOUNT].delegated_administrator is known
    caller = replace(
        allowing.callers[ROLE], identity=(Policy("all", json.loads(document(PUBLIC_IDENTITY))),), boundary=None
    )
    evaluator = Evaluator(replace(allowing, callers={ROLE: caller}))
    assert evaluator.decide(ROLE, "organizations:ListAccounts").allowed is (known is not False)


@pytest.mark.parametrize(("service", "allowed"), [("iam.amazonaws.com", True), ("config.amazonaws.com", False)])
def test_only_the_delegated_administrator_of_iam_assumes_root_users(service: str, allowed: bool) -> None:
    services = {
        f"organization/delegated-services-of-{ACCOUNT}.json": {"DelegatedServices": [{"ServicePrincipal": service}]}
    }
    snapshot = build_snapshot(Responses("export", {**FILES, **REGISTERED, **services}))
    caller = replace(
        snapshot.callers[ROLE], identity=(Policy("all", json.loads(document(PUBLIC_IDENTITY))),), boundary=None
    )
    evaluator = Evaluator(replace(snapshot, callers={ROLE: caller}))
    context = {"sts:TaskPolicyArn": "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy"}
    assert evaluator.decide(ROLE, "sts:AssumeRoot", "arn:aws:iam::222222222222:root", context).allowed is allowed


def test_an_empty_file_of_the_delegation_policy_is_an_organization_without_one(folder: Path) -> None:
    (folder / "organization" / "resource-policy.json").write_text("")
    exported.write(NONE, folder)
    assert exported.read(folder).accounts[ACCOUNT].delegated_administrator is False


PUBLIC_IDENTITY = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def in_partition(partition: str) -> Snapshot:
    """Return the small organization's snapshot in another partition."""
    text = json.dumps(FILES).replace("arn%3Aaws%3A", f"arn%3A{partition}%3A").replace("arn:aws:", f"arn:{partition}:")
    return build_snapshot(Responses("export", json.loads(text)))


@pytest.mark.parametrize(("partition", "home"), [("aws-us-gov", "us-gov-west-1"), ("aws-cn", "cn-north-1")])
def test_an_organization_of_another_partition_has_its_arns_and_regions(partition: str, home: str) -> None:
    snapshot = in_partition(partition)
    role = ROLE.replace("arn:aws:", f"arn:{partition}:")
    assert (snapshot.partition, snapshot.home_region) == (partition, home)
    assert f"arn:{partition}:s3:::pictures" in snapshot.resources
    request, _ = Evaluator(snapshot).request_and_layers(role, "iam:ListRoles", "*", None)
    assert request.values("aws:requestedregion") == (home,)
    assert Evaluator(snapshot).decide(role, "s3:ListAllMyBuckets").allowed


def test_a_managed_policy_of_another_partition_is_read_with_its_arns() -> None:
    files = json.loads(json.dumps(FILES).replace("arn:aws:", "arn:aws-cn:"))
    role = files[f"accounts/{ACCOUNT}/authorization-details.json"]["RoleDetailList"][0]
    arn = "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaENIManagementAccess"
    role["AttachedManagedPolicies"] = [{"PolicyArn": arn}]
    snapshot = build_snapshot(Responses("export", files))
    (caller,) = (one for one in snapshot.callers.values() if ":role/" in one.arn)
    assert caller.identity[-1].arn == arn
    assert "arn:aws:" not in json.dumps(caller.identity[-1].document)
    assert any(note.startswith(f"{arn}: read as the policy of this name in partition aws") for note in snapshot.notes)
