from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.model import ResourceShare
from sandbox.emulated.ram.permission_model import MANAGED, Permission
from sandbox.emulated.ram.shares import deleted
from sandbox.emulated.ram.state import RamState

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OWNER = "111111111111"
SHARE = ResourceShare(
    arn=f"arn:aws:ram:us-east-1:{OWNER}:resource-share/1",
    name="hub",
    owner=OWNER,
    region="us-east-1",
    status="ACTIVE",
    created=NOW,
    updated=NOW,
)
PERMISSION = Permission(
    arn=f"arn:aws:ram:us-east-1:{OWNER}:permission/own",
    name="own",
    resource_type="ec2:Subnet",
    owner=OWNER,
    versions=(),
)


@pytest.fixture
def state() -> RamState:
    made = RamState(permissions={PERMISSION.arn: PERMISSION})
    made.keep(SHARE)
    return made


def test_a_share_is_found_by_its_owner(state: RamState) -> None:
    assert state.own_share(SHARE.arn, OWNER) == SHARE
    assert state.all_shares() == [SHARE]


def test_a_stored_share_replaces_the_one_before(state: RamState) -> None:
    renamed = state.keep(replace(SHARE, name="other"))
    assert state.own_share(SHARE.arn, OWNER) == renamed


@pytest.mark.parametrize(
    ("arn", "account", "code"),
    [
        ("hub", OWNER, "MalformedArnException"),
        (SHARE.arn, "222222222222", "UnknownResourceException"),
        (SHARE.arn + "0", OWNER, "UnknownResourceException"),
    ],
)
def test_an_unknown_share_is_refused_with_the_code_of_aws(state: RamState, arn: str, account: str, code: str) -> None:
    with pytest.raises(AwsError) as refused:
        state.own_share(arn, account)
    assert refused.value.code == code


def test_a_deleted_share_is_not_found(state: RamState) -> None:
    state.keep(deleted(SHARE, NOW))
    with pytest.raises(AwsError, match="UnknownResourceException"):
        state.own_share(SHARE.arn, OWNER)


def test_a_permission_is_awss_or_the_accounts_own(state: RamState) -> None:
    managed = next(iter(MANAGED))
    assert state.permission(managed, OWNER) == MANAGED[managed]
    assert state.permission(PERMISSION.arn, OWNER) == PERMISSION


@pytest.mark.parametrize(
    ("arn", "account", "code"),
    [
        ("own", OWNER, "MalformedArnException"),
        (PERMISSION.arn, "222222222222", "UnknownResourceException"),
        (PERMISSION.arn + "0", OWNER, "UnknownResourceException"),
    ],
)
def test_an_unknown_permission_is_refused_with_the_code_of_aws(
    state: RamState, arn: str, account: str, code: str
) -> None:
    with pytest.raises(AwsError) as refused:
        state.permission(arn, account)
    assert refused.value.code == code
