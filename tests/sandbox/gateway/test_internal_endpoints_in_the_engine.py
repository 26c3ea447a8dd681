"""Internal endpoints of a running engine need the token of the project that started it."""

from __future__ import annotations

import http.client
import json
from contextlib import closing
from typing import Any

import pytest

from sandbox import engine as sandbox_engine
from sandbox.engine import Engine
from sandbox.gateway.internal_endpoints import HEADER
from sandbox.settings import Settings

pytestmark = pytest.mark.engine


def send(engine: Engine, method: str, path: str, body: Any = None, token: str | None = None) -> tuple[int, str]:
    headers = {} if token is None else {HEADER: token}
    with closing(http.client.HTTPConnection(engine.endpoint.removeprefix("http://"), timeout=20)) as connection:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        with connection.getresponse() as answer:
            return answer.status, answer.read().decode()


@pytest.mark.parametrize("action", ["kill", "restart"])
@pytest.mark.parametrize("path", ["/_localstack/health", "//_localstack/health", "/_localstack/health/"])
def test_stopping_the_engine_needs_the_token(engine: Engine, settings: Settings, action: str, path: str):
    for token in (None, "", "0" * 64):
        status, answer = send(engine, "POST", path, {"action": action}, token)
        assert status == http.client.FORBIDDEN
        assert "requires the token of the project that runs this engine" in answer
        assert str(engine.token) not in answer
    running = sandbox_engine.inspect(settings)
    assert running is not None
    assert running.healthy


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/_localstack/health"),
        ("GET", "/_localstack/plugins"),
        ("GET", "/_localstack/init"),
        ("GET", "/_aws/sqs/messages?QueueUrl=http://127.0.0.1/000000000000/q"),
        ("GET", "/_aws/ses"),
        ("GET", "/_aws/sns/sms-messages"),
        ("GET", "/_causeway/datacentre"),
        ("PUT", "/_causeway/datacentre"),
        ("GET", "/_causeway/accounts/111111111111"),
    ],
)
def test_endpoints_that_read_or_change_state_need_the_token(engine: Engine, method: str, path: str):
    assert send(engine, method, path, {})[0] == http.client.FORBIDDEN
    assert send(engine, method, path, {}, engine.token)[0] != http.client.FORBIDDEN


@pytest.mark.parametrize("path", ["/_localstack/health", "/_localstack/info", "/_causeway/engine"])
def test_the_engines_health_needs_no_token(engine: Engine, path: str):
    status, answer = send(engine, "GET", path)
    assert status == http.client.OK
    assert isinstance(json.loads(answer), dict)
    assert str(engine.token) not in answer


def test_the_project_can_stop_its_engine_by_the_endpoint(own_sandbox: Settings):
    running = sandbox_engine.start(own_sandbox, print)
    assert send(running, "POST", "/_localstack/health", {"action": "kill"}, running.token) == (http.client.OK, "ok")
