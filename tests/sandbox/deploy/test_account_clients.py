"""Clients of the management account and of member accounts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.deploy.account_clients import AccountClients
from sandbox.deploy.environment import Keys
from sandbox.engine import Engine
from sandbox.facts.entry_role import ENTRY_ROLE, entry_role_arn

pytestmark = pytest.mark.engine

MEMBER = "222233334444"


@pytest.fixture
def clients(engine: Engine, client: Callable[..., Any], account: str) -> AccountClients:
    iam = client("iam", account)
    iam.create_user(UserName="deployer")
    iam.attach_user_policy(UserName="deployer", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    key = iam.create_access_key(UserName="deployer")["AccessKey"]
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
    member = client("iam", MEMBER)
    if not any(role["RoleName"] == ENTRY_ROLE for role in member.list_roles()["Roles"]):
        member.create_role(RoleName=ENTRY_ROLE, AssumeRolePolicyDocument=json.dumps(trust))
    return AccountClients(engine, Keys(key["AccessKeyId"], key["SecretAccessKey"]), "us-east-1")


def test_a_client_is_the_deployer_or_the_entry_role_of_a_member_account(clients: AccountClients, account: str) -> None:
    here = clients.client("sts", None, "us-east-1").get_caller_identity()
    assert here["Arn"] == f"arn:aws:iam::{account}:user/deployer"
    inside = clients.client("sts", MEMBER, "us-west-2").get_caller_identity()
    assert inside["Account"] == MEMBER
    assert f"assumed-role/{ENTRY_ROLE}/sandbox" in inside["Arn"]


def test_the_entry_role_of_an_account_has_its_arn() -> None:
    assert entry_role_arn("222233334444") == "arn:aws:iam::222233334444:role/OrganizationAccountAccessRole"
    assert entry_role_arn("222233334444", "Own") == "arn:aws:iam::222233334444:role/Own"
