from __future__ import annotations

from typing import Any

import pytest

from sandbox.toolchain import installed


def test_a_complete_and_recent_pulumi_on_path_is_used(machine: Any) -> None:
    pulumi = machine.has_pulumi("v3.220.0")

    found = installed.find(machine.path)

    assert found is not None
    assert (found.pulumi, found.version, found.unfit) == (pulumi, (3, 220, 0), "")
    assert set(found.beside) == set(installed.BESIDE)


def test_without_a_pulumi_nothing_is_found(machine: Any) -> None:
    assert installed.find(machine.path) is None


@pytest.mark.parametrize("version", ["v3.199.0", "v2.99.0", "3.9.1"])
def test_an_old_pulumi_is_unfit_and_its_version_is_named(machine: Any, version: str) -> None:
    machine.has_pulumi(version)

    found = installed.find(machine.path)

    assert found is not None
    assert found.too_old
    assert f"is {version.removeprefix('v')}, older than 3.200.0" in found.unfit


def test_a_pulumi_without_its_language_host_is_unfit(machine: Any) -> None:
    machine.has_pulumi("v3.220.0", whole=False)

    found = installed.find(machine.path)

    assert found is not None
    assert "lacks pulumi-analyzer-policy-python, pulumi-language-python" in found.unfit


@pytest.mark.parametrize("script", ["exit 1", "echo no version here", "exec /nowhere/at/all"])
def test_a_broken_shim_is_unfit(machine: Any, script: str) -> None:
    machine.has_pulumi("v3.220.0")
    machine.has("pulumi", script)

    found = installed.find(machine.path)

    assert found is not None
    assert "prints no version" in found.unfit
    assert not found.too_old
