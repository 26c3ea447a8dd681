"""The docker form with a script as the `docker` command, as tests have no docker."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from sandbox.engine import docker, lifecycle, ports, record, token
from sandbox.engine.errors import EngineDied, NoDocker, NoLog
from sandbox.engine.process import INSTANCE
from sandbox.project import Project
from sandbox.settings import Settings
from sandbox.toolchain import engine_plugin
from tests.repository import CLONE

LINE = docker.command(
    Path("/clone/sandbox"), Path("/clone/.sandbox/plugin"), Path("/project"), 4567, "life", licensed=False
)


@pytest.fixture
def docker_settings(tmp_path: Path) -> Settings:
    return Settings(Project(tmp_path, CLONE / "estate.yaml"), "docker", None, None, tmp_path / "cache")


def fake_docker(folder: Path, script: str) -> str:
    folder.mkdir()
    (folder / "docker").write_text(f'#!/bin/sh\necho "$@" >> {folder}/calls\n{script}\n')
    (folder / "docker").chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def variables(line: list[str]) -> dict[str, str]:
    given = [line[place + 1] for place, word in enumerate(line) if word == "--env" and "=" in line[place + 1]]
    return dict(variable.split("=", 1) for variable in given)


def test_the_container_is_published_only_on_loopback() -> None:
    published = [LINE[place + 1] for place, word in enumerate(LINE) if word == "--publish"]

    assert published == ["127.0.0.1:4567:4566"]
    assert variables(LINE)["LOCALSTACK_HOST"] == "127.0.0.1:4567"


def test_the_container_mounts_only_the_code_read_only() -> None:
    mounted = [LINE[place + 1] for place, word in enumerate(LINE) if word == "--volume"]

    assert mounted == [
        "/clone/sandbox:/opt/causeway/clone/sandbox:ro",
        "/clone/.sandbox/plugin:/opt/causeway/plugin:ro",
    ]
    assert variables(LINE)["PYTHONPATH"] == "/opt/causeway/plugin:/opt/causeway/clone"


def test_the_container_has_its_instance_id_and_the_image_is_the_last_argument() -> None:
    assert variables(LINE)[INSTANCE] == "life"
    assert LINE[:3] == ["docker", "run", "--detach"]
    assert LINE[-1] == "localstack/localstack:4.14.0"


def test_a_licence_is_passed_by_name_and_is_not_on_the_command_line() -> None:
    licensed = docker.command(Path("/clone/sandbox"), Path("/plugin"), Path("/project"), 4567, "life", licensed=True)

    assert licensed[-3:-1] == ["--env", "LOCALSTACK_AUTH_TOKEN"]
    assert "LOCALSTACK_AUTH_TOKEN" not in LINE


def test_the_container_is_found_by_the_label_of_its_project(
    docker_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [LINE[place + 1] for place, word in enumerate(LINE) if word == "--label"] == [
        "causeway.project=/project",
        "causeway.instance=life",
    ]
    listed = "echo 'life-2 127.0.0.1:4567->4566/tcp'"
    monkeypatch.setenv("PATH", fake_docker(tmp_path / "path", f'case "$1" in ps) {listed};; esac'))

    found = docker.find(docker_settings)

    assert found is not None
    assert (found.container, found.endpoint) == ("causeway-life-2", "http://127.0.0.1:4567")
    docker_settings.state.mkdir()
    assert lifecycle.stop(docker_settings, print) == "docker"
    assert (tmp_path / "path" / "calls").read_text().splitlines()[-1] == "rm --force causeway-life-2"


def test_without_a_container_of_the_project_nothing_is_found(
    docker_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", fake_docker(tmp_path / "path", ""))

    assert docker.find(docker_settings) is None


def test_the_token_is_passed_by_name_and_is_not_on_the_command_line(
    docker_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", fake_docker(tmp_path / "path", f"echo token $SANDBOX_TOKEN >> {tmp_path}/seen"))

    docker.launch(docker_settings, print)

    secret = token.read(docker_settings)
    assert secret is not None
    assert (tmp_path / "seen").read_text() == f"token {secret}\n"
    calls = (tmp_path / "path" / "calls").read_text()
    assert "--env SANDBOX_TOKEN " in calls
    assert secret not in calls


def test_the_metadata_names_the_entry_points_of_the_plugin(tmp_path: Path) -> None:
    engine_plugin.write_metadata(tmp_path)

    (folder,) = tmp_path.glob("*.dist-info")
    found = PathDistribution(folder)
    assert found.metadata["Name"] == "causeway-emulated"
    assert {(point.group, point.name, point.value) for point in found.entry_points} == {
        ("localstack.hooks.on_infra_start", "causeway", "sandbox.gateway.startup:start"),
        ("localstack.runtime.server", "causeway", "sandbox.gateway.server:LoopbackServerPlugin"),
    }


def test_launching_runs_the_command_and_records_the_container(
    docker_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", fake_docker(tmp_path / "path", "echo 0123abcd"))

    launched = docker.launch(docker_settings, print)

    called = (tmp_path / "path" / "calls").read_text()
    assert called.startswith("run --detach --name causeway-")
    assert launched.container == f"causeway-{launched.instance}"
    assert record.read(docker_settings) == launched

    docker.stop({"container": launched.container})

    assert (tmp_path / "path" / "calls").read_text().splitlines()[-1] == f"rm --force {launched.container}"


def test_without_docker_the_error_names_the_host_form(
    docker_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoDocker, match=r"no `docker` on PATH.*--engine host"):
        docker.launch(docker_settings, print)


def test_an_error_of_docker_is_quoted(
    docker_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", fake_docker(tmp_path / "path", "echo Cannot connect to the Docker daemon >&2; exit 1"))

    with pytest.raises(NoDocker, match="Cannot connect to the Docker daemon"):
        docker.launch(replace(docker_settings, port=None), print)

    assert record.read(docker_settings) is None
    calls = (tmp_path / "path" / "calls").read_text().splitlines()
    assert calls[-1].startswith("rm --force causeway-")


@pytest.mark.parametrize("message", ["No such container: causeway-x", "removal of causeway-x is already in progress"])
def test_a_container_that_is_gone_counts_as_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, message: str
) -> None:
    monkeypatch.setenv("PATH", fake_docker(tmp_path / "path", f"echo Error: {message} >&2; exit 1"))
    docker.stop({"container": "causeway-x"})


def test_a_container_that_docker_does_not_stop_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", fake_docker(tmp_path / "path", "echo permission denied >&2; exit 1"))
    with pytest.raises(NoDocker, match="permission denied"):
        docker.stop({"container": "causeway-x"})


def test_a_container_that_exited_is_reported_with_its_last_lines(
    docker_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = 'case "$1" in logs) echo the licence is expired >&2;; ps) echo WARNING: old docker >&2;; esac'
    monkeypatch.setenv("PATH", fake_docker(tmp_path / "path", script))
    launched = docker.launch(docker_settings, print)

    with pytest.raises(EngineDied, match=f"(?s)the licence is expired.*`docker logs {launched.container}`"):
        docker.wait(replace(launched, endpoint=f"http://127.0.0.1:{ports.any_free()}"))


def test_the_log_of_a_container_is_left_to_docker_logs(
    docker_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", fake_docker(tmp_path / "path", ""))
    launched = docker.launch(docker_settings, print)

    with pytest.raises(NoLog, match=f"Run `docker logs {launched.container}`"):
        lifecycle.log(docker_settings)


def test_down_removes_a_container_and_its_record(
    docker_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", fake_docker(tmp_path / "path", ""))
    launched = docker.launch(docker_settings, print)

    lifecycle.stop(docker_settings, print)

    assert (tmp_path / "path" / "calls").read_text().splitlines()[-1] == f"rm --force {launched.container}"
    assert record.read(docker_settings) is None
