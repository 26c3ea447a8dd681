from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox.toolchain import bootstrap
from tests.repository import CLONE

SCRIPT = CLONE / "sandbox" / "toolchain" / "bootstrap.py"
PROJECT = ("pyproject.toml", "hatch_build.py", "README.md", "locks", "accounts", "network", "sandbox")


def test_the_script_has_the_syntax_of_python_3_9() -> None:
    ast.parse(SCRIPT.read_text(), feature_version=(3, 9))


def test_the_script_imports_only_the_standard_library() -> None:
    imported = {
        (node.module or "").split(".")[0] if isinstance(node, ast.ImportFrom) else node.names[0].name.split(".")[0]
        for node in ast.walk(ast.parse(SCRIPT.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert imported <= sys.stdlib_module_names


def test_python_is_found_in_pyenvs_versions_where_path_has_only_shims(
    machine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.has("python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    real = tmp_path / "pyenv" / "versions" / "3.13.7" / "bin" / "python"
    real.parent.mkdir(parents=True)
    real.symlink_to(sys.executable)
    monkeypatch.setenv("PATH", machine.path)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setattr(bootstrap, "own_python", lambda: "/nowhere/python")

    assert bootstrap.find_python("/no/uv") == str(real)


def test_the_next_step_is_named_where_python_is_missing_and_not_downloadable(
    machine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uv = machine.has("uv", "echo 'error: no network' >&2; exit 2")
    monkeypatch.setenv("PATH", machine.path)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "none"))
    monkeypatch.setattr(bootstrap, "own_python", lambda: "/nowhere/python")

    with pytest.raises(bootstrap.CannotBootstrap, match=r"(?s)no network.*Install Python 3.13 yourself"):
        bootstrap.find_python(str(uv))


@pytest.mark.parametrize(
    ("script", "version"),
    [("echo uv 0.9.1", (0, 9, 1)), ("echo nothing", ()), ("exit 127", ()), ("echo uv 1.0.0-dev", (1, 0))],
)
def test_the_version_of_uv_is_read_and_a_broken_shim_has_none(
    machine: Any, script: str, version: tuple[int, ...]
) -> None:
    assert bootstrap.uv_version(str(machine.has("uv", script))) == version


def test_an_interpreter_of_another_version_is_not_used(machine: Any) -> None:
    assert bootstrap.is_wanted(sys.executable)
    assert not bootstrap.is_wanted(str(machine.has("python3.13", "echo cpython 3.12")))
    assert not bootstrap.is_wanted("/nowhere/python")


@dataclass
class Checkout:
    """A checkout whose fake `uv` creates environments with only an interpreter."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".sandbox" / "venv"

    def lock(self, text: str) -> None:
        (self.root / "locks" / "project.txt").write_text(text)

    def install_works(self, *, works: bool) -> None:
        flag = self.root / "install-fails"
        flag.unlink(missing_ok=True)
        if not works:
            flag.touch()

    def bootstrap(self, *first_on_path: Path, python: Path | None = None) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(map(str, (*first_on_path, self.root / "tools", "/usr/bin", "/bin")))
        return subprocess.run(
            [str(python or sys.executable), str(self.root / "sandbox" / "toolchain" / "bootstrap.py")],
            env={"PATH": path, "HOME": str(self.root)},
            capture_output=True,
            text=True,
            check=False,
        )


UV = """#!/bin/sh
case "$1 $2" in
  "--version ") echo uv 0.9.9 ;;
  "venv --quiet") shift 4; mkdir -p "$1/bin"; cp "$0" "$1/bin/uv"; ln -s {python} "$1/bin/python" ;;
  "pip install") [ ! -e {root}/install-fails ] || {{ echo no network >&2; exit 2; }} ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    root = tmp_path / "checkout"
    (root / "sandbox" / "toolchain").mkdir(parents=True)
    shutil.copy(SCRIPT, root / "sandbox" / "toolchain")
    (root / "locks").mkdir()
    (root / "pyproject.toml").write_text("")
    tools = root / "tools"
    tools.mkdir()
    (tools / "uv").write_text(UV.format(python=sys.executable, root=root))
    (tools / "uv").chmod(0o755)
    made = Checkout(root)
    made.lock("first")
    return made


def test_an_environment_is_replaced_when_the_new_one_is_complete(checkout: Checkout) -> None:
    assert checkout.bootstrap().returncode == 0
    before = checkout.venv.resolve()
    checkout.lock("second")

    done = checkout.bootstrap()

    assert (done.returncode, done.stderr) == (0, "installing the project\n")
    assert checkout.venv.resolve() != before
    assert (checkout.venv / "bin" / "python").exists()
    assert before.is_dir(), "a command may still run in it"


def test_a_failure_keeps_the_existing_environment(checkout: Checkout) -> None:
    assert checkout.bootstrap().returncode == 0
    before = checkout.venv.resolve()
    checkout.lock("second")
    checkout.install_works(works=False)

    done = checkout.bootstrap()

    assert done.returncode == 1
    assert "no network" in done.stderr
    assert "Traceback" not in done.stderr
    assert checkout.venv.resolve() == before
    assert [path.name for path in before.parent.iterdir()] == [before.name], "nothing half built is left"
    checkout.install_works(works=True)
    assert checkout.bootstrap().returncode == 0
    assert checkout.venv.resolve() != before


def test_uv_and_python_are_not_taken_from_the_environment_itself(checkout: Checkout) -> None:
    assert checkout.bootstrap().returncode == 0
    inside = checkout.venv / "bin"
    (inside / "uv").write_text("#!/bin/sh\necho uv 0.9.9; exit 3\n")
    checkout.lock("second")

    done = checkout.bootstrap(inside, python=inside / "python")

    assert (done.returncode, done.stderr) == (0, "installing the project\n")


def test_environments_older_than_the_replaced_one_are_removed(checkout: Checkout) -> None:
    folders = []
    for text in ("first", "second", "third"):
        checkout.lock(text)
        assert checkout.bootstrap().returncode == 0
        folders.append(checkout.venv.resolve())
    assert [folder.exists() for folder in folders] == [False, True, True]


def test_a_folder_of_an_earlier_version_is_replaced_by_a_link(checkout: Checkout) -> None:
    (checkout.venv / "bin").mkdir(parents=True)
    (checkout.venv / "causeway-key").write_text("project outdated")

    assert checkout.bootstrap().returncode == 0

    assert checkout.venv.is_symlink()
    assert (checkout.venv / "bin" / "python").exists()


@pytest.mark.journey
def test_a_copy_of_the_project_is_installed_and_a_second_run_does_nothing(tmp_path: Path) -> None:
    for name in PROJECT:
        source = CLONE / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    script = [sys.executable, str(tmp_path / "sandbox" / "toolchain" / "bootstrap.py")]

    first = subprocess.run(script, capture_output=True, text=True, check=True)
    second = subprocess.run(script, capture_output=True, text=True, check=True)

    assert "installing the project" in first.stderr
    assert (second.stdout, second.stderr) == ("", "")
    printed = subprocess.run(
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
    assert str(tmp_path / "sandbox") in printed.stdout
