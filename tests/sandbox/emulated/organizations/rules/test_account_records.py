"""Records of accounts."""

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import account_records
from sandbox.emulated.organizations.rules.model import AccountRecord, OrganizationsState


def test_an_account_without_a_record_has_a_unique_email(state: OrganizationsState):
    assert account_records.record_of(state, "222222222222").email == "222222222222@account.example"
    assert (
        account_records.record_of(state, "333333333333").email != account_records.record_of(state, "222222222222").email
    )


def test_an_email_belongs_to_one_account(state: OrganizationsState):
    account_records.store(state, AccountRecord("222222222222", "aws@gilt.example", "gilt"))
    account_records.store(state, AccountRecord("222222222222", "aws@gilt.example", "gilt-management"))
    assert account_records.owner_of(state, "AWS@gilt.example") == "222222222222"
    with pytest.raises(AwsError, match=r"aws@gilt\.example is the address of account 222222222222"):
        account_records.store(state, AccountRecord("333333333333", "aws@gilt.example", "other"))
