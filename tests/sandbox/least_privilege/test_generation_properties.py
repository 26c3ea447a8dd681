"""Generated policies allow exactly what was recorded: a replay is denied nothing, and no action can be removed."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.iam import Evaluator, Kind, Policy, Snapshot
from sandbox.iam.document_check import check_document
from sandbox.iam.snapshot import Resource
from sandbox.least_privilege.documents import MANAGED_POLICY_CHARACTERS, size
from sandbox.least_privilege.generation import Generated, generate, replay
from sandbox.least_privilege.recording import RecordedRequest
from tests.sandbox.least_privilege.requests import ROLE, SESSION, actions, recorded, recording, without
from tests.sandbox.policytest.snapshots import DATA, LIMIT, MOBILE, policy, small, statement

QUEUES = [f"arn:aws:sqs:us-east-1:{MOBILE}:{name}" for name in ("orders", "orders-2", "returns")]
OBJECTS = [f"arn:aws:s3:::gilt-data/{key}" for key in ("a", "b/c", "b/*", "what?", "${aws:username}", "x*y")]
INSTANCES = [f"arn:aws:ec2:us-east-1:{MOBILE}:instance/{name}" for name in ("*", "i-0123456789abcdef0", "i-01234567")]
ROLES = [f"arn:aws:iam::{MOBILE}:role/{name}" for name in ("run", "jobs/run")]
SERVICES = ["lambda.amazonaws.com", "ecs-tasks.amazonaws.com"]
REGIONS = ["us-east-1", "eu-west-1"]

OWN = replace(small(), resources={"arn:aws:s3:::gilt-data": Resource("arn:aws:s3:::gilt-data", MOBILE)})
"""The snapshot in which the role's account owns the bucket."""


def requests_of(names: list[str], resources: list[str]) -> st.SearchStrategy[RecordedRequest]:
    context = st.builds(lambda region: {"aws:RequestedRegion": region}, st.sampled_from(REGIONS))
    return st.builds(recorded, st.sampled_from(names), st.sampled_from(resources), context)


passes = st.builds(
    lambda role, service: recorded("iam:PassRole", role, {"iam:PassedToService": service}),
    st.sampled_from(ROLES),
    st.sampled_from(SERVICES),
)
tags = st.builds(
    lambda instance, made: recorded("ec2:CreateTags", instance, {"ec2:CreateAction": made} if made else {}),
    st.sampled_from(INSTANCES),
    st.sampled_from(["RunInstances", "CreateFleet", None]),
)
requests = st.lists(
    st.one_of(
        requests_of(["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteQueue"], QUEUES),
        requests_of(["s3:GetObject", "s3:PutObject"], OBJECTS),
        requests_of(["ec2:RunInstances", "ec2:StopInstances"], INSTANCES),
        requests_of(["sqs:ListQueues", "ec2:DescribeInstances", "s3:ListAllMyBuckets"], ["*"]),
        passes,
        tags,
    ),
    min_size=1,
    max_size=25,
)
LIMITS: list[list[dict[str, Any]]] = [
    [statement("Allow", "*")],
    [statement("Allow", ["sqs:*", "s3:*"])],
    [statement("Allow", "*"), statement("Deny", "s3:PutObject")],
    [statement("Allow", "*"), statement("Deny", "iam:PassRole", Resource=ROLES[0])],
    [
        statement("Allow", "*"),
        statement("Deny", "*", Condition={"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}),
    ],
]
snapshots = st.builds(
    lambda boundary, guardrail: limited(policy("boundary", *boundary, arn=LIMIT), policy("guardrail", *guardrail)),
    st.sampled_from(LIMITS),
    st.sampled_from(LIMITS),
)


def limited(boundary: Policy, guardrail: Policy) -> Snapshot:
    node = OWN.nodes[MOBILE]
    return replace(
        OWN,
        callers={**OWN.callers, ROLE: replace(OWN.callers[ROLE], boundary=boundary)},
        nodes={**OWN.nodes, MOBILE: replace(node, scps=(guardrail,))},
    )


def generated(snapshot: Snapshot, called: list[RecordedRequest], *, generalize: bool = False) -> Generated:
    return generate(recording(*called), snapshot.callers[ROLE], snapshot, generalize=generalize)


@given(requests, snapshots, st.booleans())
def test_a_replay_is_denied_only_what_is_left_out(
    called: list[RecordedRequest], snapshot: Snapshot, generalize: bool
) -> None:
    found = generated(snapshot, called, generalize=generalize)
    assert replay(found.requests, found.principal, found.policies, snapshot) == ()
    assert len(found.requests) + len(found.left_out) == len(called)
    everything = Policy("everything", {"Version": "2012-10-17", "Statement": [statement("Allow", "*")]})
    denied = replay(called, found.principal, (everything,), snapshot)
    assert [one.request for one in denied] == [one.request for one in found.left_out]


@given(requests, snapshots, st.booleans())
def test_without_any_one_action_a_recorded_request_is_denied(
    called: list[RecordedRequest], snapshot: Snapshot, generalize: bool
) -> None:
    found = generated(snapshot, called, generalize=generalize)
    if found.policies:
        for action in actions(found.policies):
            denied = replay(found.requests, found.principal, without(found.policies, action), snapshot)
            assert {one.request.action for one in denied} == {action}


@given(requests)
def test_nothing_else_is_allowed(called: list[RecordedRequest]) -> None:
    found = generated(OWN, called)
    evaluator = Evaluator(replace(OWN, callers={ROLE: replace(found.principal, identity=found.policies)}))
    wide = {one.action for one in called if one.resource == "*" or one.resource.endswith("/*")}
    known = {(one.action, one.resource) for one in called}
    for action, resource in product({one.action for one in called}, {*QUEUES, *OBJECTS, *INSTANCES, *ROLES, "*"}):
        allowed = any(
            evaluator.decide(
                SESSION, action, resource, {key: list(values) for key, values in one.context.items()}
            ).allowed
            for one in called
            if one.action == action
        )
        if action not in wide:
            assert allowed is ((action, resource) in known), (action, resource)
        assert allowed or (action, resource) not in known


@given(st.lists(passes, min_size=1, max_size=8))
def test_roles_are_passed_to_no_other_service(called: list[RecordedRequest]) -> None:
    found = generated(OWN, called)
    evaluator = Evaluator(replace(OWN, callers={ROLE: replace(found.principal, identity=found.policies)}))
    known = {(one.resource, *one.context["iam:PassedToService"]) for one in called}
    for role, service in product(ROLES, (*SERVICES, "ec2.amazonaws.com")):
        verdict = evaluator.decide(SESSION, "iam:PassRole", role, {"iam:PassedToService": service})
        assert verdict.allowed is ((role, service) in known)


@given(requests, st.booleans())
def test_iam_saves_every_document(called: list[RecordedRequest], generalize: bool) -> None:
    for one in generated(OWN, called, generalize=generalize).policies:
        assert check_document(json.dumps(one.document), Kind.IDENTITY) is None


@given(st.integers(1, 400), st.integers(1, 3), st.integers(1, 200))
def test_large_recordings_are_split_within_the_quota(queues: int, names: int, length: int) -> None:
    called = [
        recorded(
            ("sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage")[number % names],
            f"{QUEUES[0]}-{number:0{length}}",
        )
        for number in range(queues)
    ]
    found = generated(OWN, called)
    assert all(size(one.document) <= MANAGED_POLICY_CHARACTERS for one in found.policies)
    assert len({one.name for one in found.policies}) == len(found.policies)
    assert replay(called, found.principal, found.policies, OWN) == ()


@given(requests)
def test_the_policies_do_not_depend_on_the_order_of_the_calls(called: list[RecordedRequest]) -> None:
    assert generated(OWN, called).policies == generated(OWN, called[::-1]).policies


def test_a_call_of_another_account_is_decided_with_its_bucket_policy():
    grant = statement("Allow", "s3:GetObject", Principal={"AWS": ROLE}, Resource="arn:aws:s3:::gilt-data/*")
    theirs = Resource("arn:aws:s3:::gilt-data", DATA, policy("open", grant))
    snapshot = replace(OWN, resources={theirs.arn: theirs})
    called = [recorded("s3:GetObject", OBJECTS[0], owner=DATA)]
    found = generated(snapshot, called)
    assert replay(called, found.principal, found.policies, snapshot) == ()
    assert len(replay(called, found.principal, without(found.policies, "s3:GetObject"), snapshot)) == 1
