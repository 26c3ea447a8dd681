"""Retries, waits, pagination and errors of calls to AWS."""

import socket
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError

from sandbox.provider import clients
from sandbox.provider.api import Api, pairs, unpaired
from sandbox.provider.clock import CancellableClock
from sandbox.provider.errors import CallFailed, Cancelled, NeverAnswered, NeverReady, NothingAnswers
from sandbox.provider.planning import Place
from tests.sandbox.provider.contract import Provider, SampleEnv

URN = "urn:pulumi:dev::causeway::aws:iam/role:Role::deployer"


@dataclass
class Clock:
    """A clock on which time passes in `sleep` only."""

    seconds: float = 0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        self.slept.append(seconds)


@dataclass
class Refusing:
    """A client that fails a given number of times and then succeeds: an engine does not throttle on demand."""

    codes: list[tuple[str, str]]
    requests: list[dict[str, Any]] = field(default_factory=list)

    def client(self, service: str, region: str) -> Any:
        _ = service, region
        return self

    def get_role(self, **request: Any) -> dict[str, Any]:
        self.requests.append(request)
        if self.codes:
            code, message = self.codes.pop(0)
            if code == "closed":
                raise ConnectionClosedError(endpoint_url="http://127.0.0.1:1")
            raise ClientError({"Error": {"Code": code, "Message": message}}, "GetRole")
        return {"Role": {"RoleName": "deployer"}, "ResponseMetadata": {}}


def api(*codes: tuple[str, str], **options: Any) -> tuple[Api, Refusing, Clock]:
    clients, clock = Refusing(list(codes)), Clock()
    return Api("iam", Place("111111111111", "us-east-1"), URN, clients, clock, **options), clients, clock


def test_throttled_calls_are_retried_with_growing_delays():
    call, clients, clock = api(("ThrottlingException", "slow"), ("TooManyRequestsException", "down"), ("SlowDown", ""))
    assert call("GetRole", RoleName="deployer", Absent=None) == {"Role": {"RoleName": "deployer"}}
    assert clock.slept == [0.1, 0.2, 0.4]
    assert clients.requests == [{"RoleName": "deployer"}] * 4


def test_only_the_given_transient_error_is_retried():
    call, _, clock = api(("MalformedPolicyDocument", "Invalid principal in policy"))
    patient = call.patient("MalformedPolicyDocument Invalid principal")
    assert patient("GetRole", RoleName="x")
    assert clock.slept == [0.1]
    call, _, clock = api(("MalformedPolicyDocument", "Syntax errors in policy"))
    with pytest.raises(CallFailed):
        call.patient("MalformedPolicyDocument Invalid principal")("GetRole", RoleName="x")
    assert not clock.slept


def test_a_connection_closed_while_idle_is_opened_again():
    call, clients, _ = api(("closed", ""))
    assert call("GetRole", RoleName="x")
    assert len(clients.requests) == 2


def test_retries_end_after_the_timeout():
    call, _, clock = api(*[("Throttling", "slow")] * 1000, seconds=20)
    with pytest.raises(CallFailed):
        call("GetRole", RoleName="x")
    assert 15 < clock.seconds <= 20


def test_an_error_carries_code_operation_and_urn():
    call, _, _ = api(("AccessDenied", "You may not"))
    with pytest.raises(CallFailed, match="iam:GetRole was refused with AccessDenied: You may not") as caught:
        call("GetRole", RoleName="x")
    assert URN in str(caught.value)
    assert (caught.value.code, caught.value.operation) == ("AccessDenied", "GetRole")


@pytest.mark.parametrize("code", ["NoSuchEntity", "NotFoundException", "InvalidVpcID.NotFound", "404", "Gone"])
def test_find_returns_none_for_a_missing_resource(code: str):
    call, _, _ = api((code, "x"), gone=("Gone",))
    assert call.find("GetRole", RoleName="x") is None


def test_find_raises_any_other_error():
    call, _, _ = api(("AccessDenied", "x"))
    with pytest.raises(CallFailed):
        call.find("GetRole", RoleName="x")


def test_a_wait_returns_the_wanted_state_or_raises_with_the_last_state():
    call, _, clock = api(seconds=60)
    states = iter(["pending", "pending", "available"])
    assert call.wait(lambda: next(states), str, ready=("available",), pending=("pending",)) == "available"
    assert clock.slept == [0.1, 0.2]
    with pytest.raises(NeverReady, match=r"'rejected'.*A longer timeout does not help") as final:
        call.wait(lambda: "rejected", str, ready=("available",), pending=("pending",))
    assert "customTimeouts" not in str(final.value)
    with pytest.raises(NeverReady, match="customTimeouts"):
        call.wait(lambda: "pending", str, ready=("available",), pending=("pending",))


def test_a_wait_for_deletion_accepts_the_state_deleted():
    call, _, _ = api(seconds=10)
    states: list[str | None] = ["deleting", None]
    call.wait_gone(lambda: states.pop(0), str)
    call.wait_gone(lambda: "deleted", str)
    with pytest.raises(NeverReady):
        call.wait_gone(lambda: "deleting", str)


def test_a_wait_ends_when_the_run_is_cancelled():
    clock = CancellableClock()
    call = Api("iam", Place("111111111111", "us-east-1"), URN, Refusing([]), clock)
    clock.sleep(0.001)
    clock.cancelled.set()
    with pytest.raises(Cancelled, match="Run it again"):
        call.wait(lambda: "pending", str, ready=("available",), pending=("pending",))


def test_tags_round_trip_without_those_of_aws():
    assert unpaired(pairs({"a": "b"})) == {"a": "b"}
    assert unpaired([{"Key": "aws:cloudformation", "Value": "x"}]) == {}
    assert unpaired(None) == {}


def test_a_refused_connection_names_the_command_that_starts_the_engine(offline: Provider):
    with pytest.raises(NothingAnswers, match="`sandbox up` starts the engine"):
        SampleEnv(offline, "http://127.0.0.1:1").api("iam")("GetUser")


def test_a_read_timeout_has_its_own_error(offline: Provider, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clients, "_CONFIG", clients._CONFIG.merge(Config(read_timeout=0.2)))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        call = SampleEnv(offline, f"http://127.0.0.1:{silent.getsockname()[1]}").api("iam")
        with pytest.raises(NeverAnswered, match=r"took iam:GetUser and sent no response(.|\n)*`sandbox logs`"):
            call("GetUser")


@pytest.mark.engine
def test_every_page_of_a_list_is_read(env: SampleEnv):
    iam = env.api("iam")
    for number in range(5):
        iam("CreateUser", UserName=f"user-{number}")
    names = [user["UserName"] for user in iam.pages("ListUsers", "Users", MaxItems=2)]
    assert sorted(names) == [f"user-{number}" for number in range(5)]


@pytest.mark.engine
def test_every_page_is_read_where_botocore_has_no_paginator(env: SampleEnv):
    vpc, route53 = env.make("aws:ec2/vpc:Vpc", cidrBlock="10.33.0.0/16")["id"], env.api("route53")
    place = {"VPCId": vpc, "VPCRegion": "us-east-1"}
    for number in range(3):
        route53("CreateHostedZone", Name=f"zone{number}.example", CallerReference=f"{vpc}{number}", VPC=place)
    found = route53.pages("ListHostedZonesByVPC", "HostedZoneSummaries", **place, MaxItems="1")
    assert sorted(zone["Name"] for zone in found) == [f"zone{number}.example." for number in range(3)]


@pytest.mark.engine
def test_an_invalid_request_is_refused_before_it_is_sent(env: SampleEnv):
    with pytest.raises(CallFailed, match="ParamValidation"):
        env.api("iam")("GetRole", Nonsense="x")
