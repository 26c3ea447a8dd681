from __future__ import annotations

from hypothesis import given

from sandbox.access import Answer, matrix
from sandbox.access.applicable_policies import applicable_policies, targets
from sandbox.access.probes import Probes
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import Snapshot
from tests.sandbox.access.drawn_snapshots import ACTIONS as DRAWN
from tests.sandbox.access.drawn_snapshots import snapshots
from tests.sandbox.access.snapshots import ACTIONS, EVERYTHING, READER, snapshot

_GET = {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::pictures/*"}
_TAGGED = {
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:RequestTag/team": "mobile"}},
}


def test_each_action_has_an_answer() -> None:
    found = matrix(snapshot(_GET, _TAGGED), ACTIONS)
    answers = {action: found.answer(READER, action) for action in ACTIONS}
    assert answers == {
        "iam:CreateRole": Answer.NO,
        "s3:DeleteBucket": Answer.NO,
        "s3:GetObject": Answer.YES,
        "s3:PutObject": Answer.IF,
        "sts:AssumeRole": Answer.NO,
    }


def test_every_yes_and_if_is_an_allowed_request() -> None:
    read = snapshot(_GET, _TAGGED)
    found = matrix(read, ACTIONS)
    for cell in found.cells:
        if cell.answer is not Answer.NO:
            for action in found.actions.names_in(cell.actions):
                assert Evaluator(read).decide(READER, action, cell.resource, cell.context).allowed


def test_a_deny_with_a_condition_is_an_if() -> None:
    deny = {
        "Effect": "Deny",
        "Action": "iam:CreateRole",
        "Resource": "*",
        "Condition": {"StringNotEquals": {"iam:PermissionsBoundary": "arn:aws:iam::${aws:PrincipalAccount}:policy/b"}},
    }
    found = matrix(snapshot(EVERYTHING, scp=(EVERYTHING, deny)), ACTIONS)
    assert found.answer(READER, "iam:CreateRole") is Answer.IF


def test_every_action_has_one_answer() -> None:
    found = matrix(snapshot(_GET), ACTIONS)
    assert sorted(name for cell in found.of(READER) for name in found.actions.names_in(cell.actions)) == sorted(ACTIONS)


def test_a_context_has_no_key_that_is_not_needed() -> None:
    lock = {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}
    regions = {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1"]}}
    called = {"ForAllValues:StringNotEquals": {"aws:CalledVia": ["cloudformation.amazonaws.com"]}}
    found = matrix(snapshot(EVERYTHING, scp=(EVERYTHING, lock | {"Condition": {**regions, **called}})), ACTIONS)
    cell = next(cell for cell in found.of(READER) if "s3:PutObject" in found.actions.names_in(cell.actions))
    assert cell.context == {"aws:requestedregion": "eu-central-1"}


@given(snapshots())
def test_no_means_that_no_resource_has_a_probe_that_is_allowed(read: Snapshot) -> None:
    found, evaluator = matrix(read, DRAWN), Evaluator(read)
    reachable = targets(evaluator)
    for cell in found.cells:
        if cell.answer is Answer.NO:
            action = found.actions.first(cell.actions)
            applicable = applicable_policies(evaluator, cell.principal, reachable)
            probes, own = (
                Probes(applicable.request),
                [s for *_, s in applicable.own if found.actions.mask(s) & cell.actions],
            )
            service = action.partition(":")[0]
            theirs = [name for name in probes.resources(own) if name.startswith(("*", f"arn:aws:{service}:"))]
            for resource in (*theirs, *reachable.resources.get(service, ())):
                located = [s for *_, s in reachable.policies.get(resource, ()) if found.actions.mask(s) & cell.actions]
                for context in probes.contexts((*own, *located)):
                    assert not evaluator.decide(cell.principal, action, resource, context).allowed, (action, resource)


def test_the_region_of_a_global_service_is_not_chosen() -> None:
    lock = {"Effect": "Deny", "Action": "*", "Resource": "*"}
    lock["Condition"] = {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1"]}}  # type: ignore[assignment]
    found = matrix(snapshot(EVERYTHING, scp=(EVERYTHING, lock)), ACTIONS)
    assert found.answer(READER, "iam:CreateRole") is Answer.NO
    assert found.answer(READER, "s3:DeleteBucket") is Answer.IF
