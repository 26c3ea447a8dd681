"""The environment of plain pulumi, aws and boto3."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.deploy import environment
from sandbox.deploy.environment import Keys


def test_the_toolchain_is_first_on_path_and_the_state_is_the_projects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin")
    made = environment.pulumi(Path("/c/.sandbox"), Path("/c/.sandbox/state"), Path("/tools"))
    assert made["PATH"].split(":")[0] == "/tools"
    assert made["PATH"].endswith(":/usr/bin")
    assert made["PULUMI_BACKEND_URL"] == "file:///c/.sandbox/state"
    assert made["PULUMI_HOME"] == "/c/.sandbox/pulumi-home"


def test_the_path_does_not_grow_when_it_is_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    first = environment.pulumi(Path("/s"), Path("/b"), Path("/tools"))["PATH"]
    monkeypatch.setenv("PATH", f"/mine:{first}")
    again = environment.pulumi(Path("/s"), Path("/b"), Path("/tools"))["PATH"]
    assert again.split(":") == [*first.split(":")[:2], "/mine", "/usr/bin", "/bin"]


def test_no_stack_is_selected_because_other_projects_use_the_variables() -> None:
    assert "PULUMI_STACK" not in environment.pulumi(Path("/s"), Path("/b"), Path("/t"))


def test_only_a_session_has_a_session_token() -> None:
    assert "AWS_SESSION_TOKEN" not in environment.aws("http://127.0.0.1:1", "us-east-1", Keys("a", "b"))
    assert environment.aws("http://127.0.0.1:1", "us-east-1", Keys("a", "b", "c"))["AWS_SESSION_TOKEN"] == "c"


def test_loopback_never_goes_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("NO_PROXY", "intra.example,localhost")
    made = environment.aws("http://127.0.0.1:1", "us-east-1", Keys("a", "b"))
    assert made["NO_PROXY"] == made["no_proxy"] == "intra.example,localhost,127.0.0.1"


def test_variables_for_real_aws_accounts_do_not_reach_the_sandbox() -> None:
    left = environment.inherited({"AWS_PROFILE": "prod", "PULUMI_ACCESS_TOKEN": "x", "HOME": "/home/ada"})
    assert left == {"HOME": "/home/ada"}


def test_variables_of_a_terminal_and_of_a_test_run_do_not_reach_a_program() -> None:
    left = environment.inherited({"TERM": "xterm", "PYTEST_CURRENT_TEST": "test_x", "_": "/bin/x", "DEPLOY_TO": "prod"})
    assert left == {"DEPLOY_TO": "prod"}
