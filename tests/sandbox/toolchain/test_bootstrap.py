from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sandbox.toolchain import bootstrap
from tests.repository import CLONE

SCRIPT = CLONE / "sandbox" / "toolchain" / "bootstrap.py"
PROJECT = ("pyproject.toml", "README.md", "locks", "accounts", "network", "sandbox")


def test_it_is_written_in_the_python_of_old_machines() -> None:
    ast.parse(SCRIPT.read_text(), feature_version=(3, 9))


def test_it_imports_the_standard_library_alone() -> None:
    imported = {
        (node.module or "").split(".")[0] if isinstance(node, ast.ImportFrom) else node.names[0].name.split(".")[0]
        for node in ast.walk(ast.parse(SCRIPT.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert imported <= sys.stdlib_module_names


def test_python_is_found_among_pyenvs_versions_where_path_has_only_shims(
    machine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.has("python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    real = tmp_path / "pyenv" / "versions" / "3.13.7" / "bin" / "python"
    real.parent.mkdir(parents=True)
    real.symlink_to(sys.executable)
    monkeypatch.setenv("PATH", machine.path)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert bootstrap.find_python("/no/uv") == str(real)


def test_where_python_is_nowhere_and_cannot_be_fetched_the_next_step_is_said(
    machine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uv = machine.has("uv", "echo 'error: no network' >&2; exit 2")
    monkeypatch.setenv("PATH", machine.path)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "none"))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(bootstrap.CannotBootstrap, match=r"(?s)no network.*Install Python 3.13 yourself"):
        bootstrap.find_python(str(uv))


@pytest.mark.parametrize(
    ("script", "version"),
    [("echo uv 0.9.1", (0, 9, 1)), ("echo nothing", ()), ("exit 127", ()), ("echo uv 1.0.0-dev", (1, 0))],
)
def test_the_version_of_uv_is_read_and_a_shim_has_none(machine: Any, script: str, version: tuple[int, ...]) -> None:
    assert bootstrap.uv_version(str(machine.has("uv", script))) == version


def test_an_interpreter_of_another_version_is_not_wanted(machine: Any) -> None:
    assert bootstrap.is_wanted(sys.executable)
    assert not bootstrap.is_wanted(str(machine.has("python3.13", "echo cpython 3.12")))
    assert not bootstrap.is_wanted("/nowhere/python")


@pytest.mark.journey
def test_a_bare_copy_of_the_project_gets_its_environment_and_the_second_time_nothing_to_do(tmp_path: Path) -> None:
    for name in PROJECT:
        source = CLONE / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    script = [sys.executable, str(tmp_path / "sandbox" / "toolchain" / "bootstrap.py")]

    first = subprocess.run(script, capture_output=True, text=True, check=True)
    second = subprocess.run(script, capture_output=True, text=True, check=True)

    assert "installing the project" in first.stderr
    assert (second.stdout, second.stderr) == ("", "")
    asked = subprocess.run(
        [
            str(tmp_path / ".sandbox" / "venv" / "bin" / "python"),
            "-c",
            "import sandbox.engine; print(sandbox.__path__)",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    assert str(tmp_path / "sandbox") in asked.stdout
