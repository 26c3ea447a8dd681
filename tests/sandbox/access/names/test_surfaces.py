"""Policy tests and `sandbox iam why` resolve the same names to the same principals, by one resolver."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sandbox.access import names
from sandbox.access.errors import UnknownName
from sandbox.cli.commands.iam import build
from sandbox.iam.snapshot import Account, Snapshot
from sandbox.policytest import Subject, accounts, anonymous, everybody, policy_session, role, root, service, user
from sandbox.snapshot import exported, load
from tests.sandbox.snapshot.exports import ACCOUNT, FILES

MANAGEMENT, MANAGEMENT_ID = "gilt-management", "222222222222"
_ACCOUNTS = [(MANAGEMENT_ID, MANAGEMENT), (ACCOUNT, "mobile")]
_MANAGED = {
    "organization/describe-organization.json": {"Organization": {"Id": "o-1", "MasterAccountId": MANAGEMENT_ID}},
    "organization/accounts-of-r-1.json": {
        "Accounts": [{"Id": number, "Name": name, "Status": "ACTIVE"} for number, name in _ACCOUNTS]
    },
    f"organization/policies-of-{MANAGEMENT_ID}-SERVICE_CONTROL_POLICY.json": {"Policies": [{"Id": "p-FullAWSAccess"}]},
    f"accounts/{MANAGEMENT_ID}/authorization-details.json": {
        "UserDetailList": [],
        "GroupDetailList": [],
        "RoleDetailList": [],
        "Policies": [],
    },
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    exported.write(FILES | _MANAGED, folder)
    return folder


@pytest.fixture(scope="module")
def read(files: Path) -> Snapshot:
    return load(str(files))


def why(files: Path, principal: str) -> Result:
    arguments = ["why", principal, "s3:GetObject", "arn:aws:s3:::pictures/a", "--snapshot", str(files), "--json"]
    return CliRunner().invoke(build(None), arguments)


def principal_of(subject: Subject) -> str | None:
    (principal,) = subject.principals
    return principal


KNOWN: list[tuple[str, Callable[[], Subject], str]] = [
    ("mobile/reader", lambda: role("mobile/reader"), "role"),
    (f"{ACCOUNT}/reader", lambda: role(f"{ACCOUNT}/reader"), "role"),
    ("mobile/ann", lambda: user("mobile/ann"), "user"),
    (f"{ACCOUNT}/ann", lambda: user(f"{ACCOUNT}/ann"), "user"),
    ("management/root", lambda: root("management"), "root"),
    (f"{MANAGEMENT}/root", lambda: root(MANAGEMENT), "root"),
    (f"{MANAGEMENT_ID}/root", lambda: root(MANAGEMENT_ID), "root"),
    ("mobile/root", lambda: root("mobile"), "root"),
    ("cloudtrail.amazonaws.com", lambda: service("cloudtrail.amazonaws.com"), "service"),
    ("anonymous", anonymous, "anonymous"),
]


@pytest.mark.parametrize(("name", "subject", "kind"), KNOWN, ids=[name for name, *_ in KNOWN])
def test_the_cli_and_policy_tests_accept_the_same_names(
    files: Path, read: Snapshot, name: str, subject: Callable[[], Subject], kind: str
):
    done = why(files, name)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert json.loads(done.stdout)["decision"]
    with policy_session(read):
        found = principal_of(subject())
    assert found == names.principal(read, name), kind


@pytest.mark.parametrize("kind", ["role", "user"])
def test_the_cli_and_policy_tests_accept_an_arn(files: Path, read: Snapshot, kind: str):
    arn = next(arn for arn in read.callers if f":{kind}/" in arn)
    assert json.loads(why(files, arn).stdout)["decision"]
    with policy_session(read):
        assert principal_of(role(arn) if kind == "role" else user(arn)) == arn


UNKNOWN: list[tuple[str, Callable[[], object], str]] = [
    ("mobile/reder", lambda: role("mobile/reder"), "mobile/reader"),
    (f"{ACCOUNT}/reder", lambda: role(f"{ACCOUNT}/reder"), "mobile/reader"),
    ("mobil/reader", lambda: role("mobil/reader"), "mobile/reader"),
    ("reader", lambda: role("reader"), "mobile/reader"),
    (f"arn:aws:iam::{ACCOUNT}:role/reder", lambda: role(f"arn:aws:iam::{ACCOUNT}:role/reder"), "mobile/reader"),
    ("mobile/an", lambda: user("mobile/an"), "mobile/ann"),
    ("mobil/root", lambda: root("mobil"), "mobile"),
    ("managment/root", lambda: root("managment"), "management"),
]


@pytest.mark.parametrize(("name", "call", "similar"), UNKNOWN, ids=[name for name, *_ in UNKNOWN])
def test_the_cli_and_policy_tests_refuse_a_misspelt_name_with_similar_ones(
    files: Path, read: Snapshot, name: str, call: Callable[[], object], similar: str
):
    done = why(files, name)
    assert isinstance(done.exception, UnknownName)
    assert similar in str(done.exception)
    with policy_session(read), pytest.raises(UnknownName) as refused:
        call()
    assert similar in str(refused.value)


def test_management_means_the_account_of_that_name_if_there_is_one(read: Snapshot):
    named = replace(read, accounts={**read.accounts, "444444444444": Account("444444444444", "management")})
    assert names.account(named, "management").id == "444444444444"


def test_groups_accept_the_same_names(read: Snapshot):
    with policy_session(read):
        assert everybody.inside("management").principals == everybody.inside(MANAGEMENT).principals
        assert everybody.but(f"{ACCOUNT}/reader").principals == everybody.but("mobile/reader").principals
        assert accounts() == tuple(a.name for a in read.accounts.values() if not a.management)
        with pytest.raises(UnknownName, match=r"Similar: mobile/reader"):
            everybody.but(f"{ACCOUNT}/reder")
