"""Account aliases and password policies."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

pytestmark = pytest.mark.engine


def test_an_alias_is_unique_among_all_accounts(client: Any, account: str):
    iam, other = client("iam", account=account), client("iam", account=str(int(account) ^ 1))
    iam.create_account_alias(AccountAlias=f"gilt-{account}")
    assert other.list_account_aliases()["AccountAliases"] == []
    with pytest.raises(iam.exceptions.EntityAlreadyExistsException):
        other.create_account_alias(AccountAlias=f"gilt-{account}")
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        other.delete_account_alias(AccountAlias=f"gilt-{account}")
    iam.create_account_alias(AccountAlias=f"new-{account}")
    assert iam.list_account_aliases()["AccountAliases"] == [f"new-{account}"]
    other.create_account_alias(AccountAlias=f"gilt-{account}")


@pytest.mark.parametrize("alias", ["Gilt", "gilt--mobile", "-gilt", "gilt-", "123456789012"])
def test_an_invalid_alias_is_refused(client: Any, account: str, alias: str):
    with pytest.raises(ClientError, match="ValidationError"):
        client("iam", account=account).create_account_alias(AccountAlias=alias)


def test_each_account_has_a_password_policy_of_its_own(client: Any, account: str):
    iam, other = client("iam", account=account), client("iam", account=str(int(account) ^ 1))
    iam.update_account_password_policy(MinimumPasswordLength=14, RequireSymbols=True, PasswordReusePrevention=24)
    assert iam.get_account_password_policy()["PasswordPolicy"]["MinimumPasswordLength"] == 14
    with pytest.raises(other.exceptions.NoSuchEntityException):
        other.get_account_password_policy()
