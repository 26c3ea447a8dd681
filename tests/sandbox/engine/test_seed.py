from __future__ import annotations

from typing import Any

import pytest

from sandbox import engine as sandbox_engine
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.engine import Engine
from sandbox.engine.seed import path, read
from sandbox.estate.model import Management
from sandbox.settings import Settings

pytestmark = pytest.mark.engine

MANAGEMENT = Management(name="seeded-management", email="seeded@company.example")


def test_the_deployer_is_a_user_of_the_planned_management_account(
    engine: Engine, settings: Settings, client: Any
) -> None:
    credentials = sandbox_engine.seed(engine, settings, MANAGEMENT)
    keys = {"account": credentials.access_key_id, "secret": credentials.secret_access_key}

    caller = client("sts", **keys).get_caller_identity()
    attached = client("iam", **keys).list_attached_user_policies(UserName="deployer")["AttachedPolicies"]

    assert credentials.account == planned_account_id(MANAGEMENT.email)
    assert caller["Arn"] == f"arn:aws:iam::{credentials.account}:user/deployer"
    assert [policy["PolicyName"] for policy in attached] == ["AdministratorAccess"]


def test_seeding_again_gives_the_same_key(engine: Engine, settings: Settings) -> None:
    assert sandbox_engine.seed(engine, settings, MANAGEMENT) == sandbox_engine.seed(engine, settings, MANAGEMENT)


def test_a_lost_key_is_replaced_for_the_same_user(engine: Engine, settings: Settings, client: Any) -> None:
    first = sandbox_engine.seed(engine, settings, MANAGEMENT)
    path(settings).unlink()

    second = sandbox_engine.seed(engine, settings, MANAGEMENT)

    listed = client("iam", account=first.account).list_access_keys(UserName="deployer")["AccessKeyMetadata"]
    assert [key["AccessKeyId"] for key in listed] == [second.access_key_id]
    assert second.access_key_id != first.access_key_id


def test_the_key_file_is_readable_only_by_its_owner(engine: Engine, settings: Settings) -> None:
    credentials = sandbox_engine.seed(engine, settings, MANAGEMENT)

    assert read(settings) == credentials
    assert path(settings).stat().st_mode & 0o777 == 0o600


def test_the_organization_has_the_management_accounts_email(engine: Engine, settings: Settings, client: Any) -> None:
    credentials = sandbox_engine.seed(engine, settings, MANAGEMENT)
    organizations = client("organizations", account=credentials.account)

    made = organizations.create_organization(FeatureSet="ALL")["Organization"]

    assert made["MasterAccountEmail"] == MANAGEMENT.email
    assert made["MasterAccountId"] == credentials.account
