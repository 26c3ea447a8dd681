"""What AWS knows of every account."""

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import people
from sandbox.emulated.organizations.rules.model import OrganizationsState, Person


def test_an_account_that_nobody_spoke_of_has_an_address_of_its_own(world: OrganizationsState):
    assert people.person(world, "222222222222").email == "222222222222@account.example"
    assert people.person(world, "333333333333").email != people.person(world, "222222222222").email


def test_an_address_belongs_to_one_account(world: OrganizationsState):
    people.introduce(world, Person("222222222222", "aws@gilt.example", "gilt"))
    people.introduce(world, Person("222222222222", "aws@gilt.example", "gilt-management"))
    assert people.owner_of(world, "AWS@gilt.example") == "222222222222"
    with pytest.raises(AwsError, match=r"aws@gilt\.example is the address of account 222222222222"):
        people.introduce(world, Person("333333333333", "aws@gilt.example", "thief"))
