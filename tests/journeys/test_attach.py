"""An attached engine is used, but not stopped or restarted."""

from __future__ import annotations

import json

import pytest

from sandbox import engine as sandbox_engine
from sandbox.engine import Engine, ports
from sandbox.settings import Settings
from tests.journeys.clone import Clone

pytestmark = pytest.mark.journey


@pytest.fixture
def other_engine(own_sandbox: Settings) -> Engine:
    """An empty engine that no clone started."""
    return sandbox_engine.start(own_sandbox, print)


def trust(clone: Clone, token: str) -> None:
    """Copy the token of another project into the clone, as its user would."""
    path = clone.root / ".sandbox" / "engine-token"
    path.write_text(token)
    path.chmod(0o600)


def test_an_estate_is_deployed_to_an_attached_engine_that_down_leaves_running(
    empty: Clone, other_engine: Engine, own_sandbox: Settings
) -> None:
    attach = ("--engine", "attach", "--endpoint", other_engine.endpoint)
    assert "requires the token of the project that started it" in empty.refusal_of("up", *attach)
    trust(empty, str(other_engine.token))
    first = json.loads(empty.output_of("up", *attach, "--json"))
    assert first["endpoint"] == other_engine.endpoint
    assert first["changes"]["create"] > 100

    found = empty.status()  # without options: the engine of the deployed estate is recorded
    assert (found["endpoint"], found["engine"]["form"], found["engine"]["pid"]) == (
        other_engine.endpoint,
        "attach",
        None,
    )
    assert found["engine"]["healthy"]
    assert set(found["accounts"]) == {"kiosk-management", "network", "security", "legacy", "mobile"}
    assert empty.variables("--account", "mobile", "--role", "reader")["AWS_ENDPOINT_URL"] == other_engine.endpoint
    assert "Its log is where it runs" in empty.refusal_of("logs")

    assert set(json.loads(empty.output_of("up", "--json"))["changes"]) == {"same"}
    assert "restart the engine where it runs" in empty.refusal_of("up", *attach, "--split")

    assert "it keeps running" in empty.sandbox("down").stderr
    assert empty.processes() == []
    assert empty.status()["engine"] is None
    left = sandbox_engine.inspect(own_sandbox)
    assert left is not None
    assert (left.pid, left.healthy) == (other_engine.pid, True)

    assert set(json.loads(empty.output_of("up", *attach, "--json"))["changes"]) == {"same"}


def test_an_engine_with_the_estate_of_another_project_is_refused(empty: Clone, deployed: Clone) -> None:
    before = deployed.status()
    trust(empty, (deployed.root / ".sandbox" / "engine-token").read_text())
    output = empty.refusal_of("up", "--endpoint", before["endpoint"])
    assert "not deployed from here" in output
    assert "Restart it where it runs" in output
    assert json.loads(deployed.output_of("up", "--json"))["changes"].keys() == {"same"}
    assert empty.status()["engine"] is None


def test_a_clone_with_an_engine_of_its_own_does_not_attach_to_another(empty: Clone, other_engine: Engine) -> None:
    empty.output_of("up")
    before = empty.status()
    output = empty.refusal_of("up", "--endpoint", other_engine.endpoint)
    assert f"uses the engine at {before['endpoint']}" in output
    assert "`sandbox down`" in output
    assert empty.status()["accounts"] == before["accounts"]


def test_an_endpoint_without_an_engine_or_on_another_host_is_refused(empty: Clone) -> None:
    unused = f"http://127.0.0.1:{ports.any_free()}"
    output = empty.refusal_of("up", "--endpoint", unused)
    assert f"No LocalStack answers at {unused}" in output
    assert "`sandbox up` without --engine" in output
    assert "is not on this machine" in empty.refusal_of("up", "--endpoint", "http://192.0.2.1:4566")
    assert "is not on this machine" in empty.refusal_of("status", CAUSEWAY_ENDPOINT="https://sts.amazonaws.com")
    assert empty.processes() == []
