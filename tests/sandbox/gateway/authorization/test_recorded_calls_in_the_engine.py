"""A running engine records what roles and users call, while a recording runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sandbox.engine import Engine, recorded_calls
from sandbox.engine.endpoint import enforce
from sandbox.least_privilege.recording import RecordedRequest, Recording
from tests.sandbox.gateway.authorization.people import People, allow, policy, refused

pytestmark = pytest.mark.engine


@pytest.fixture
def people(client: Callable[..., Any], account: str) -> People:
    return People(client, account)


@pytest.fixture
def recording(engine: Engine) -> Iterator[Callable[[str], dict[tuple[str, str], RecordedRequest]]]:
    """Start a recording; return what it has of a principal, by action and resource. It is stopped at the end."""
    recorded_calls(engine.endpoint, engine.token, running=True)

    def of(principal: str) -> dict[tuple[str, str], RecordedRequest]:
        found = [one for one in latest(engine).requests if one.principal == principal]
        return {(one.action, one.resource): one for one in found}

    yield of
    recorded_calls(engine.endpoint, engine.token, running=False)


def latest(engine: Engine) -> Recording:
    found = recorded_calls(engine.endpoint, engine.token)
    assert found is not None
    return Recording.from_json(found["recording"])


def test_the_calls_of_a_role_are_recorded_under_its_arn(
    people: People, recording: Callable[[str], dict[tuple[str, str], RecordedRequest]]
) -> None:
    role = people.role("ops", people.account, allow("sqs:*"))
    session = people.session(people.user("ann", allow("sts:AssumeRole"))("sts"), role)
    sqs = session("sqs")
    sqs.create_queue(QueueName="orders", tags={"Cost": "1"})
    for _ in range(3):
        sqs.list_queues()
    sqs.close()
    found = recording(role)
    queue = f"arn:aws:sqs:us-east-1:{people.account}:orders"
    assert set(found) == {("sqs:CreateQueue", queue), ("sqs:TagQueue", queue), ("sqs:ListQueues", "*")}
    assert {one.caller for one in found.values()} == {f"arn:aws:sts::{people.account}:assumed-role/ops/kim"}
    assert found["sqs:ListQueues", "*"].allowed == 3
    assert found["sqs:CreateQueue", queue].context["aws:RequestTag/Cost"] == ("1",)
    assert set(recording(f"arn:aws:iam::{people.account}:user/ann")) == {("sts:AssumeRole", role)}


def test_a_refused_call_is_recorded_with_all_its_requirements(
    people: People, recording: Callable[[str], dict[tuple[str, str], RecordedRequest]]
) -> None:
    ann = people.user("ann", allow("sqs:ListQueues"))
    refused(ann("sqs").create_queue, QueueName="orders", tags={"Cost": "1"})
    ann("sqs").list_queues()
    found = {action: (one.allowed, one.denied) for (action, _), one in recording(arn_of(people, "ann")).items()}
    assert found == {"sqs:CreateQueue": (0, 1), "sqs:TagQueue": (0, 1), "sqs:ListQueues": (1, 0)}


def test_the_calls_of_a_federated_user_are_recorded_under_its_user(
    people: People, recording: Callable[[str], dict[tuple[str, str], RecordedRequest]]
) -> None:
    ann = people.user("ann", allow("sts:GetFederationToken", "sqs:ListQueues"))
    given = ann("sts").get_federation_token(Name="portal", Policy=policy(allow("sqs:*")))["Credentials"]
    keys = (given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
    people.client("sqs", account=keys[0], secret=keys[1], token=keys[2]).list_queues()
    assert {action for action, _ in recording(arn_of(people, "ann"))} == {"sts:GetFederationToken", "sqs:ListQueues"}


def test_a_call_in_mode_audit_is_recorded_as_denied(
    engine: Engine, people: People, recording: Callable[[str], dict[tuple[str, str], RecordedRequest]]
) -> None:
    ann = people.user("ann")
    enforce(engine.endpoint, engine.token, "audit", account_id_keys=True)
    try:
        ann("sqs").create_queue(QueueName="orders")
    finally:
        enforce(engine.endpoint, engine.token, "enforce", account_id_keys=True)
    (one,) = recording(arn_of(people, "ann")).values()
    assert (one.action, one.allowed, one.denied) == ("sqs:CreateQueue", 0, 1)


@pytest.mark.usefixtures("recording")
def test_a_stopped_recording_stays_until_the_next_start(engine: Engine, people: People) -> None:
    ann = people.user("ann", allow("sqs:*"))
    ann("sqs").list_queues()
    recorded_calls(engine.endpoint, engine.token, running=False)
    ann("sqs").create_queue(QueueName="orders")
    stopped = latest(engine)
    assert stopped.stopped is not None
    assert [one.action for one in stopped.requests] == ["sqs:ListQueues"]
    recorded_calls(engine.endpoint, engine.token, running=True)
    assert latest(engine).requests == ()


def test_the_recording_needs_the_engines_token(engine: Engine) -> None:
    assert recorded_calls(engine.endpoint, None) is None
    assert recorded_calls(engine.endpoint, None, running=True) is None
    assert recorded_calls(engine.endpoint, engine.token) is not None


def arn_of(people: People, user: str) -> str:
    return f"arn:aws:iam::{people.account}:user/{user}"
