"""What an edit changes beside what was asked is told, each answer by whose it is."""

from __future__ import annotations

from dataclasses import replace

from sandbox.access.query import Question
from sandbox.access.remediation.edit import Edit, rewritten
from sandbox.access.remediation.impact import Impact, impact
from sandbox.iam import Evaluator, Snapshot
from tests.sandbox.policytest.worlds import DATA, FULL, policy, small, statement

READS = policy("reads", statement("Allow", ["s3:GetObject", "ec2:DescribeVpcs"]))
READER = f"arn:aws:sts::{DATA}:assumed-role/reader/check"
ASKED = Question(READER, "s3:GetObject", "arn:aws:s3:::gilt-data/x")


def reading() -> Snapshot:
    world = small()
    callers = {
        arn: replace(c, identity=(READS,) if c.name == "reader" else (FULL,)) for arn, c in world.callers.items()
    }
    return replace(world, callers=callers)


def measured(world: Snapshot, edit: Edit, question: Question = ASKED) -> Impact:
    before = Evaluator(world)
    return impact(before, before.of(edit.applied(world)), (edit,), question)


def test_what_opens_and_what_closes_are_told_apart_and_what_was_asked_is_neither():
    wider = rewritten(
        READS, 0, statement("Allow", ["s3:GetObject", "ec2:DescribeVpcs", "rds:StartDBInstance"]), "widen"
    )
    assert measured(reading(), wider).opened == ("data/reader rds:StartDBInstance",)
    assert measured(reading(), wider).closed == ()
    narrower = rewritten(READS, 0, statement("Allow", "none:Nothing"), "narrow")
    found = measured(reading(), narrower)
    assert found.opened == ()
    assert found.closed == ("data/reader ec2:DescribeVpcs",), "what was asked is s3:GetObject"
    assert found.size == 1
    assert found.asked > 10


def test_whom_the_policy_does_not_bear_on_is_not_asked():
    world = reading()
    same = rewritten(READS, 0, statement("Allow", ["s3:GetObject", "ec2:DescribeVpcs"]), "say it again")
    alone = measured(world, same)
    both = measured(replace(world, callers={a: replace(c, identity=(READS,)) for a, c in world.callers.items()}), same)
    assert (alone.size, both.size) == (0, 0)
    assert both.asked > alone.asked > 0


def test_a_door_bears_on_everybody_who_goes_through_it():
    door = policy("door", statement("Allow", "*", Principal="*"))
    world = replace(reading(), endpoints={"vpce-1": door})
    shut = rewritten(door, 0, statement("Allow", "none:Nothing", Principal="*"), "shut it")
    through = replace(ASKED, context={"aws:sourcevpce": "vpce-1"})
    assert "mobile/deployer s3:GetBucketLocation" in measured(world, shut, through).closed
    assert measured(world, shut).size == 0, "who goes another way is not held up"
