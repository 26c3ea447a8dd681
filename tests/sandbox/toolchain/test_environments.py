from __future__ import annotations

import re
import shutil
import subprocess
import time
import tomllib
from pathlib import Path

import psutil
import pytest

from sandbox.package_data import locks
from sandbox.settings import Settings
from sandbox.toolchain import environments
from tests.repository import CLONE

PINNED = re.compile(r"^[a-zA-Z0-9._-]+(\[[a-z,]+\])?==[^\s]+( ; .+)? \\$")


@pytest.mark.parametrize("lock", sorted(locks().glob("*.txt")), ids=lambda path: path.name)
def test_every_pin_of_a_lock_is_exact_with_hashes_and_without_an_index(lock: Path) -> None:
    lines = lock.read_text().splitlines()
    pins = [number for number, line in enumerate(lines) if not line.startswith(" ")]

    for number in pins:
        assert PINNED.match(lines[number]), lines[number]
        assert lines[number + 1].startswith("    --hash=sha256:")
    assert not any("://" in line or "--index" in line for line in lines)


@pytest.mark.parametrize("lock", ["project", "test"])
def test_every_dependency_of_the_project_is_locked(lock: str) -> None:
    project = tomllib.loads((CLONE / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(project["optional-dependencies"]["test"] if lock == "test" else ())]
    pinned = {line.split("==")[0] for line in (locks() / f"{lock}.txt").read_text().splitlines() if line[0] != " "}

    names = {re.split(r"[<>=!~\[; ]", name)[0].lower().replace(".", "-").replace("_", "-") for name in wanted}
    assert names - pinned == set()


@pytest.mark.engine
def test_the_engine_has_the_plugin_and_only_locked_packages(settings: Settings) -> None:
    python = environments.engine_python(settings, print)
    script = "from importlib.metadata import distributions as d; print(*sorted(f'{x.name}=={x.version}' for x in d()))"
    listed = subprocess.run([str(python), "-c", script], capture_output=True, text=True, check=True, cwd="/").stdout

    def plain(name: str) -> str:
        return re.sub(r"[-_.]+", "-", name).lower()

    locked = {
        plain(line.split("==")[0]) for line in (locks() / "engine.txt").read_text().splitlines() if line[0] != " "
    }
    installed = {plain(pin.split("==")[0].split("[")[0]) for pin in listed.split()}

    assert installed - locked == {"causeway-emulated"}
    assert "localstack-core==4.14.0" in listed.replace("_", "-")


@pytest.mark.engine
def test_the_engine_finds_hook_and_server_by_their_entry_points(settings: Settings) -> None:
    python = environments.engine_python(settings, print)
    script = (
        "from importlib.metadata import entry_points as e;"
        "print(*[p.load() and p.value for g in ('localstack.hooks.on_infra_start', 'localstack.runtime.server')"
        " for p in e(group=g) if p.name == 'causeway'])"
    )
    found = subprocess.run([str(python), "-c", script], capture_output=True, text=True, check=True, cwd="/").stdout

    assert found.split() == ["sandbox.gateway.startup:start", "sandbox.gateway.server:LoopbackServerPlugin"]


@pytest.mark.engine
def test_a_current_environment_is_not_created_again(settings: Settings) -> None:
    messages: list[str] = []

    environments.engine_python(settings, messages.append)

    assert messages == []
    assert environments.engine_environment_is_current(settings)


def test_an_unfinished_environment_is_not_current(bare_settings: Settings) -> None:
    environments.engine_folder(bare_settings).mkdir(parents=True)

    assert not environments.engine_environment_is_current(bare_settings)


def test_outdated_environments_are_removed_unless_a_process_runs_in_them(bare_settings: Settings) -> None:
    current = environments.engine_folder(bare_settings)
    unused, used = current.with_name("engine-env-unused"), current.with_name("engine-env-used")
    for folder in (current, unused, used):
        folder.mkdir(parents=True)
    sleeper = used / "python"
    shutil.copy(shutil.which("sleep") or "/bin/sleep", sleeper)
    running = subprocess.Popen([str(sleeper), "60"])
    while not psutil.Process(running.pid).cmdline():  # the kernel shows the command line a moment after Popen returns
        time.sleep(0.01)

    environments._remove_outdated(current)

    running.terminate()
    running.wait()
    assert [folder.exists() for folder in (current, unused, used)] == [True, False, True]
