from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.ram.model import Association, ResourceShare
from sandbox.emulated.ram.shares import deleted
from sandbox.emulated.ram.sharing import shared_resources, shared_with

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
OWNER, MEMBER, OTHER_UNIT, EXTERNAL = "100000000001", "100000000002", "100000000003", "100000000004"
GATEWAY = f"arn:aws:ec2:us-east-1:{OWNER}:transit-gateway/tgw-1"
ORGANIZATION = f"arn:aws:organizations::{OWNER}:organization/o-abcdefghij"
UNIT = f"arn:aws:organizations::{OWNER}:ou/o-abcdefghij/ou-abcd-12345678"
PARENT = f"arn:aws:organizations::{OWNER}:ou/o-abcdefghij/ou-abcd-00000000"


@dataclass(frozen=True)
class Place:
    organization_id: str
    path: tuple[str, ...]


TREE = {
    OWNER: Place("o-abcdefghij", ("r-abcd",)),
    MEMBER: Place("o-abcdefghij", ("r-abcd", "ou-abcd-00000000", "ou-abcd-12345678")),
    OTHER_UNIT: Place("o-abcdefghij", ("r-abcd", "ou-abcd-99999999")),
}


def share(*principals: str, status: str = "ASSOCIATED") -> ResourceShare:
    def association(entity: str, kind: str) -> Association:
        return Association(entity, kind, status, WHEN, WHEN)  # type: ignore[arg-type]

    return ResourceShare(
        arn="arn:aws:ram:us-east-1:100000000001:resource-share/1",
        name="hub",
        owner=OWNER,
        region="us-east-1",
        status="ACTIVE",
        created=WHEN,
        updated=WHEN,
        associations=(
            Association(GATEWAY, "RESOURCE", "ASSOCIATED", WHEN, WHEN),
            *(association(each, "PRINCIPAL") for each in principals),
        ),
    )


@pytest.mark.parametrize(
    ("principal", "reached"),
    [
        (MEMBER, {MEMBER}),
        (EXTERNAL, {EXTERNAL}),
        (ORGANIZATION, {MEMBER, OTHER_UNIT}),
        (UNIT, {MEMBER}),
        (PARENT, {MEMBER}),
        (ORGANIZATION.replace("o-abcdefghij", "o-zzzzzzzzzz"), set()),
        (f"arn:aws:iam::{EXTERNAL}:role/reader", {EXTERNAL}),
        ("ec2.amazonaws.com", set()),
    ],
)
def test_a_share_reaches_its_principals_and_no_other_account(principal: str, reached: set[str]):
    shares = [share(principal)]
    assert {account for account in (OWNER, MEMBER, OTHER_UNIT, EXTERNAL) if _is_shared(shares, account)} == reached


def _is_shared(shares: list[ResourceShare], account: str) -> bool:
    return shared_with(shares, GATEWAY, account, TREE.get)


def test_the_owner_is_not_a_principal_of_its_share():
    assert not _is_shared([share(OWNER, ORGANIZATION)], OWNER)


@pytest.mark.parametrize("status", ["ASSOCIATING", "DISASSOCIATED", "FAILED"])
def test_only_an_associated_principal_gets_access(status: str):
    assert not _is_shared([share(MEMBER, status=status)], MEMBER)


def test_a_deleted_share_reaches_no_account():
    assert not _is_shared([deleted(share(MEMBER), WHEN)], MEMBER)


def test_other_resources_are_not_shared():
    assert not shared_with([share(MEMBER)], GATEWAY + "0", MEMBER, TREE.get)


def test_a_resource_in_two_shares_is_listed_without_duplicates():
    assert list(shared_resources([share(MEMBER), share(ORGANIZATION)], MEMBER, TREE.get)) == [GATEWAY]


principals = st.lists(st.sampled_from([MEMBER, OTHER_UNIT, EXTERNAL, ORGANIZATION, UNIT, PARENT]), max_size=4)


@given(principals, principals, st.sampled_from([MEMBER, OTHER_UNIT, EXTERNAL]))
def test_more_principals_never_take_access_away(some: list[str], more: list[str], account: str):
    assert _is_shared([share(*some, *more)], account) == (
        _is_shared([share(*some)], account) or _is_shared([share(*more)], account)
    )


@given(principals, st.sampled_from([MEMBER, OTHER_UNIT, EXTERNAL]))
def test_listed_resources_are_the_shared_ones(some: list[str], account: str):
    shares = [share(*some), replace(share(), arn="arn:aws:ram:us-east-1:100000000001:resource-share/2")]
    assert (GATEWAY in shared_resources(shares, account, TREE.get)) == _is_shared(shares, account)
