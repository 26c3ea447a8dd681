"""What AWS knows of every account."""

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import people
from sandbox.emulated.organizations.rules.model import OrganizationsState, Person


def test_an_account_that_nobody_spoke_of_has_an_address_of_its_own(state: OrganizationsState):
    assert people.person(state, "222222222222").email == "222222222222@account.example"
    assert people.person(state, "333333333333").email != people.person(state, "222222222222").email


def test_an_address_belongs_to_one_account(state: OrganizationsState):
    people.introduce(state, Person("222222222222", "aws@gilt.example", "gilt"))
    people.introduce(state, Person("222222222222", "aws@gilt.example", "gilt-management"))
    assert people.owner_of(state, "AWS@gilt.example") == "222222222222"
    with pytest.raises(AwsError, match=r"aws@gilt\.example is the address of account 222222222222"):
        people.introduce(state, Person("333333333333", "aws@gilt.example", "thief"))
