"""The recorder aggregates calls, is bounded, and counts what it does not keep."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from threading import Thread

from sandbox.iam import Request
from sandbox.least_privilege.recorder import Recorder
from sandbox.least_privilege.recording import Recording

ACCOUNT = "111122223333"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/ops/operator"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/operator/kim"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:orders"
T0 = datetime(2026, 11, 30, 12, 0, 5, tzinfo=UTC)


def request(action: str = "sqs:SendMessage", resource: str = QUEUE, **context: object) -> Request:
    keys = {key.replace("_", ":"): value for key, value in context.items()}
    return Request.of(SESSION, action, resource, context=keys)


def test_calls_of_one_permission_are_one_entry_with_its_times():
    recorder = Recorder(T0)
    for minute in range(3):
        recorder.add(ROLE, [request()], T0 + timedelta(minutes=minute), allowed=True)
    (one,) = recorder.recording().requests
    assert (one.principal, one.caller, one.action, one.resource) == (ROLE, SESSION, "sqs:SendMessage", QUEUE)
    assert (one.allowed, one.denied, one.calls) == (3, 0, 3)
    assert (one.first, one.last) == (T0, T0 + timedelta(minutes=2))
    assert one.resource_account == ACCOUNT


def test_every_requirement_of_a_denied_call_is_denied():
    recorder = Recorder(T0)
    recorder.add(ROLE, [request("ec2:RunInstances", "*"), request("ec2:CreateTags", "*")], T0, allowed=False)
    assert [(one.action, one.denied) for one in recorder.recording().requests] == [
        ("ec2:RunInstances", 1),
        ("ec2:CreateTags", 1),
    ]


def test_the_example_is_an_allowed_call_where_there_is_one():
    recorder = Recorder(T0)
    recorder.add(ROLE, [request(aws_UserAgent="first")], T0, allowed=False)
    recorder.add(ROLE, [request(aws_UserAgent="second")], T0, allowed=True)
    recorder.add(ROLE, [request(aws_UserAgent="third")], T0, allowed=True)
    (one,) = recorder.recording().requests
    assert one.context == {"aws:UserAgent": ("second",)}
    assert (one.allowed, one.denied) == (2, 1)


def test_regions_and_the_services_that_get_a_role_are_apart():
    recorder = Recorder(T0)
    for region in ("us-east-1", "eu-west-1"):
        recorder.add(ROLE, [request("sqs:ListQueues", "*", aws_RequestedRegion=region)], T0, allowed=True)
    for service in ("lambda.amazonaws.com", "ecs-tasks.amazonaws.com", "lambda.amazonaws.com"):
        recorder.add(ROLE, [request("iam:PassRole", ROLE, iam_PassedToService=service)], T0, allowed=True)
    assert [(one.action, one.calls, one.condition) for one in recorder.recording().requests] == [
        ("sqs:ListQueues", 1, None),
        ("sqs:ListQueues", 1, None),
        ("iam:PassRole", 2, ("iam:PassedToService", "lambda.amazonaws.com")),
        ("iam:PassRole", 1, ("iam:PassedToService", "ecs-tasks.amazonaws.com")),
    ]


def test_beyond_its_bound_calls_are_counted_and_known_entries_go_on():
    recorder = Recorder(T0, kept=2)
    recorder.add(ROLE, [request(resource=f"{QUEUE}-{number}") for number in range(5)], T0, allowed=True)
    recorder.add(ROLE, [request(resource=f"{QUEUE}-0")], T0, allowed=True)
    recorder.add(SESSION, [request(resource=f"{QUEUE}-9")], T0, allowed=True)
    found = recorder.recording()
    assert [(one.resource, one.calls) for one in found.requests] == [(f"{QUEUE}-0", 2), (f"{QUEUE}-1", 1)]
    assert found.incomplete == {ROLE: 1, SESSION: 1}


def test_callers_without_policies_are_counted():
    recorder = Recorder(T0)
    recorder.add(None, [request()], T0, allowed=True)
    found = recorder.recording()
    assert (found.requests, found.without_policies) == ((), 1)


def test_the_calls_of_a_federated_user_are_those_of_its_user():
    user, token = (f"arn:aws:iam::{ACCOUNT}:user/ann", f"arn:aws:sts::{ACCOUNT}:federated-user/portal")
    recorder = Recorder(T0)
    recorder.add(user, [Request.of(token, "sqs:ListQueues", principal_issuer=user)], T0, allowed=True)
    (one,) = recorder.recording().requests
    assert (one.principal, one.caller) == (user, user)


def test_nothing_is_added_after_the_stop():
    recorder = Recorder(T0)
    recorder.add(ROLE, [request()], T0, allowed=True)
    assert recorder.running
    recorder.stop(T0 + timedelta(hours=1))
    recorder.stop(T0 + timedelta(hours=2))
    recorder.add(ROLE, [request()], T0, allowed=True)
    found = recorder.recording()
    assert not recorder.running
    assert (found.stopped, found.requests[0].calls) == (T0 + timedelta(hours=1), 1)


def test_no_call_of_several_threads_is_lost():
    recorder = Recorder(T0)

    def record() -> None:
        for number in range(200):
            recorder.add(ROLE, [request(resource=f"{QUEUE}-{number % 7}")], T0, allowed=True)

    threads = [Thread(target=record) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = recorder.recording()
    assert len(found.requests) == 7
    assert sum(one.calls for one in found.requests) == 8 * 200


def test_a_recording_is_the_same_after_json():
    recorder = Recorder(T0, kept=2)
    recorder.add(ROLE, [request(aws_TagKeys=["a", "b"]), request("sqs:ListQueues", "*")], T0, allowed=True)
    recorder.add(ROLE, [request("sqs:DeleteQueue")], T0, allowed=False)
    recorder.add(None, [], T0, allowed=True)
    running = recorder.recording()
    recorder.stop(T0)
    for recording in (running, recorder.recording()):
        assert Recording.from_json(json.loads(json.dumps(recording.to_json()))) == recording
