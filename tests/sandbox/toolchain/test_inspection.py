from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.doctor import Finding
from sandbox.settings import Settings
from sandbox.toolchain import inspect
from sandbox.toolchain.pulumi import made_folder


def found(settings: Settings, subject: str, path: str) -> Finding:
    return next(finding for finding in inspect(settings, path) if finding.subject == subject)


def test_a_machine_with_a_suitable_pulumi_has_no_problems(machine: Any, bare_settings: Settings) -> None:
    machine.has_pulumi("v3.230.0")

    findings = inspect(bare_settings, machine.path)

    assert {finding.subject for finding in findings} == {"LocalStack", "Pulumi", "Disk"}
    assert all(finding.good for finding in findings)
    assert found(bare_settings, "Pulumi", machine.path).detail == f"3.230.0 at {machine.folder}/pulumi"


def test_without_pulumi_and_without_go_the_next_step_is_named(machine: Any, bare_settings: Settings) -> None:
    finding = found(bare_settings, "Pulumi", machine.path)

    assert not finding.good
    assert "there is no `go` on PATH" in finding.detail
    assert "install Pulumi 3.200.0 or newer, or Go" in finding.next_step


def test_an_old_pulumi_is_reported_with_how_to_get_a_newer_one(machine: Any, bare_settings: Settings) -> None:
    machine.has_pulumi("v3.1.0")
    machine.has("go", "echo go version go1.26.0 linux/amd64")

    finding = found(bare_settings, "Pulumi", machine.path)

    assert finding.good
    assert "is 3.1.0, older than 3.200.0" in finding.detail
    assert "builds it with" in finding.detail


def test_a_built_cli_is_found(machine: Any, bare_settings: Settings) -> None:
    made_folder(bare_settings).mkdir(parents=True)

    assert str(made_folder(bare_settings)) in found(bare_settings, "Pulumi", machine.path).detail


def test_docker_is_checked_where_it_is_needed(machine: Any, bare_settings: Settings) -> None:
    finding = found(replace(bare_settings, engine="docker"), "Docker", machine.path)

    assert not finding.good
    assert "--engine docker" in finding.next_step


def test_inspection_changes_nothing(machine: Any, bare_settings: Settings) -> None:
    inspect(bare_settings, machine.path)

    assert not bare_settings.state.exists()
    assert not bare_settings.cache.exists()
