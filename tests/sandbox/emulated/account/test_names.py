"""The name of an account, through the engine."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.sandbox.emulated.member_accounts import create_account

pytestmark = pytest.mark.engine


def test_an_account_renames_itself(client: Any, account: str):
    client("account", account).put_account_name(AccountName="mobile")
    shown = client("account", account).get_account_information()
    assert (shown["AccountId"], shown["AccountName"]) == (account, "mobile")


def test_the_management_account_renames_a_member_with_service_access(client: Any, account: str):
    organizations, accounts = client("organizations", account), client("account", account)
    organizations.create_organization(FeatureSet="ALL")
    member = create_account(organizations, "member", f"member-{account}@contract.example")
    with pytest.raises(ClientError, match="AccessDeniedException"):
        accounts.put_account_name(AccountId=member, AccountName="moved")
    organizations.enable_aws_service_access(ServicePrincipal="account.amazonaws.com")
    accounts.put_account_name(AccountId=member, AccountName="moved")
    assert organizations.describe_account(AccountId=member)["Account"]["Name"] == "moved"
    with pytest.raises(ClientError, match="AccessDeniedException"):
        client("account", member).put_account_name(AccountId=account, AccountName="taken-over")
