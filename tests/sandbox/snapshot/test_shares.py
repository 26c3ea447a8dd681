"""A RAM share opens its resources to its principals, for the actions of AWS's default permission."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.iam import Evaluator, Origin, Policy, Snapshot
from sandbox.iam.snapshot import Account, Caller, Node
from sandbox.snapshot.shares import Share, with_shares

OWNER, MEMBER, OTHER = "111111111111", "222222222222", "333333333333"
GATEWAY = f"arn:aws:ec2:us-east-1:{OWNER}:transit-gateway/tgw-1"
ATTACH, DELETE = "ec2:CreateTransitGatewayVpcAttachment", "ec2:DeleteTransitGateway"
UNIT = f"arn:aws:organizations::{OWNER}:ou/o-1/ou-1"
ANYTHING = Policy("all", {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
PLACE = Origin("network/shares.py", 31)
SHARE = Share("arn:aws:ram:us-east-1:111111111111:resource-share/1", "hub", OWNER, (GATEWAY,), origin=PLACE)


def caller(account: str, *identity: Policy) -> Caller:
    return Caller(f"arn:aws:iam::{account}:role/deployer", account, identity)


CALLERS = {one.arn: one for one in (caller(OWNER), caller(MEMBER, ANYTHING), caller(OTHER, ANYTHING))}
NODES = {
    "r-1": Node("r-1", "Root", None),
    "ou-1": Node("ou-1", "departments", "r-1"),
    OWNER: Node(OWNER, "network", "r-1"),
    MEMBER: Node(MEMBER, "mobile", "ou-1"),
    OTHER: Node(OTHER, "legacy", "r-1"),
}
ACCOUNTS = {one: Account(one, NODES[one].name, one) for one in (OWNER, MEMBER, OTHER)}


def evaluator(*principals: str) -> Evaluator:
    resources, notes = with_shares({}, [replace(SHARE, principals=principals)])
    assert notes == ()
    return Evaluator(Snapshot("test", "o-1", NODES, ACCOUNTS, CALLERS, resources))


def allowed(found: Evaluator, account: str, action: str = ATTACH) -> bool:
    return found.decide(f"arn:aws:iam::{account}:role/deployer", action, GATEWAY).allowed


@pytest.mark.parametrize(
    ("principal", "others"),
    [
        (MEMBER, False),
        (f"arn:aws:iam::{MEMBER}:role/deployer", False),
        (UNIT, False),
        (f"arn:aws:organizations::{OWNER}:organization/o-1", True),
    ],
    ids=["account", "role", "unit", "organization"],
)
def test_principals_of_the_share_may_do_what_its_permission_allows(principal: str, others: bool) -> None:
    found = evaluator(principal)
    assert allowed(found, MEMBER)
    assert not allowed(found, MEMBER, DELETE)
    assert allowed(found, OTHER) is others


def test_the_owner_and_principals_without_permissions_of_their_own_gain_nothing() -> None:
    found = evaluator(f"arn:aws:organizations::{OWNER}:organization/o-1")
    assert not allowed(found, OWNER)
    bare = Evaluator(replace(found.snapshot, callers={**CALLERS, caller(MEMBER).arn: caller(MEMBER)}))
    assert not allowed(bare, MEMBER)


def test_the_statements_have_the_line_of_the_share() -> None:
    trace = evaluator(MEMBER).explain(f"arn:aws:iam::{MEMBER}:role/deployer", ATTACH, GATEWAY)
    (entry,) = [one for one in trace.deciding if one.policy.name == "RAM share hub"]
    assert entry.policy.where(entry.statement.index) == PLACE


@pytest.mark.parametrize(
    ("share", "reason"),
    [
        (replace(SHARE, resources=("arn:aws:glue:us-east-1:111111111111:catalog",)), "is not read"),
        (replace(SHARE, permissions=None), "were not exported"),
        (replace(SHARE, permissions=frozenset(("arn:aws:ram:us-east-1:1:permission/own",))), "another permission"),
    ],
    ids=["type", "not exported", "customer managed"],
)
def test_a_share_with_unknown_actions_grants_nothing_and_is_named(share: Share, reason: str) -> None:
    resources, notes = with_shares({}, [replace(share, principals=(MEMBER,))])
    assert resources == {}
    (note,) = notes
    assert note.startswith("RAM share hub: ")
    assert reason in note
    assert share.resources[0] in note


def test_the_default_permission_is_known_by_its_arn() -> None:
    named = frozenset(("arn:aws:ram::aws:permission/AWSRAMDefaultPermissionTransitGateway",))
    assert GATEWAY in with_shares({}, [replace(SHARE, principals=(MEMBER,), permissions=named)])[0]
