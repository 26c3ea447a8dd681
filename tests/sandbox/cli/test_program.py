"""The `sandbox` command: refusals and output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from sandbox.cli import commands
from tests.repository import CLONE


def sandbox(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    program = "from sandbox.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nowhere", "COLUMNS": "200", "PYTHONPATH": str(CLONE), **more},
    )


def test_help_names_every_command() -> None:
    output = sandbox("--help").stdout
    names = {path.stem for path in Path(commands.__path__[0]).glob("[a-z]*.py")}
    assert names == {
        "doctor",
        "down",
        "env",
        "estate",
        "init",
        "line",
        "logs",
        "preview",
        "reset",
        "shell",
        "status",
        "up",
    }
    assert [name for name in names if f" {name} " not in output] == []


def test_a_valid_estate_is_summarized() -> None:
    done = sandbox("estate", "check", str(CLONE / "estate.yaml"))
    assert done.returncode == 0, done.stderr
    assert "9 accounts, 2 lines, 7 VPCs" in " ".join(done.stdout.split())


def test_an_invalid_estate_is_reported_with_file_and_line_and_no_traceback(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text((CLONE / "estate.yaml").read_text().replace("bandwidth: 10Gbps", "bandwith: 10Gbps"))
    done = sandbox("estate", "check", str(wrong))
    assert done.returncode == 1
    assert f"{wrong}:" in done.stderr.replace("\n", "")
    assert "bandwith" in done.stderr
    assert "Traceback" not in done.stderr


def test_line_numbers_are_not_rendered_as_emoji(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("\n" * 99 + "a: b: c\n")  # Rich would render `:100:` as one
    assert f"{wrong}:100:" in sandbox("estate", "check", str(wrong)).stderr.replace("\n", "")


def test_an_invalid_estate_stops_up_before_anything_starts(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("version: 1\n")
    done = sandbox("up", "--estate", str(wrong), CAUSEWAY_ROOT=str(tmp_path))
    assert done.returncode == 1
    assert not (tmp_path / ".sandbox").exists()


def test_the_schema_is_json() -> None:
    assert json.loads(sandbox("estate", "schema").stdout)["title"] == "Causeway estate"


@pytest.mark.parametrize(
    ("arguments", "more", "output"),
    [
        (["status"], {"CAUSEWAY_PROT": "1"}, "no setting CAUSEWAY_PROT"),
        (["up", "--engine", "attach"], {}, "attach needs an endpoint"),
        (["up", "--sideways"], {}, "--sideways"),
        (["sideways"], {}, "sideways"),
    ],
)
def test_mistyped_input_is_refused_with_a_message(arguments: list[str], more: dict[str, str], output: str) -> None:
    done = sandbox(*arguments, **more)
    assert done.returncode != 0
    assert output in done.stderr
    assert "Traceback" not in done.stderr


def test_the_docker_form_without_docker_is_refused_before_anything_starts(tmp_path: Path) -> None:
    done = sandbox(
        "up",
        "--engine",
        "docker",
        CAUSEWAY_ROOT=str(tmp_path),
        CAUSEWAY_ESTATE=str(CLONE / "estate.yaml"),
        PATH=str(tmp_path),
    )
    assert done.returncode == 1
    assert "there is no `docker` on PATH" in done.stderr
    assert "--engine host" in done.stderr
    assert not (tmp_path / ".sandbox" / "warm").exists()


def test_with_nothing_running_status_is_empty_and_env_names_the_next_command(tmp_path: Path) -> None:
    estate = str(CLONE / "estate.yaml")
    done = sandbox("status", "--json", CAUSEWAY_ROOT=str(tmp_path), CAUSEWAY_ESTATE=estate)
    found = json.loads(done.stdout)
    assert set(found) == {
        "endpoint",
        "engine",
        "enforcement",
        "deployed",
        "ended",
        "estate",
        "accounts",
        "lines",
        "stacks",
    }
    assert not any(found.values())
    refused = sandbox("env", CAUSEWAY_ROOT=str(tmp_path), CAUSEWAY_ESTATE=estate)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "Run `sandbox up` first." in refused.stderr


@pytest.mark.parametrize("arguments", [["status", "--json"], ["estate", "schema"]])
def test_a_closed_stdout_is_not_an_error(tmp_path: Path, arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    settings = {"CAUSEWAY_ROOT": str(tmp_path), "CAUSEWAY_ESTATE": str(CLONE / "estate.yaml"), "PYTHONPATH": str(CLONE)}
    done = subprocess.run(
        [sys.executable, "-c", "from sandbox.cli import main; main()", *arguments],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nowhere", **settings},
    )
    os.close(write)
    assert done.stderr == ""


def test_logs_without_a_log_file_is_refused(tmp_path: Path) -> None:
    done = sandbox("logs", CAUSEWAY_ROOT=str(tmp_path))
    assert done.returncode == 1
    assert "There is no log" in done.stderr


def test_reset_requires_confirmation(tmp_path: Path) -> None:
    kept = tmp_path / ".sandbox" / "state" / "kept"
    kept.parent.mkdir(parents=True)
    kept.write_text("")
    done = sandbox("reset", CAUSEWAY_ROOT=str(tmp_path))
    assert done.returncode != 0
    assert kept.exists()
    assert sandbox("reset", "--yes", CAUSEWAY_ROOT=str(tmp_path)).returncode == 0
    assert not kept.exists()


def test_the_version_is_that_of_the_package() -> None:
    done = sandbox("--version")
    assert done.stdout == f"causeway {metadata.version('causeway')}\n"
    assert done.returncode == 0


def test_commands_and_options_complete_in_a_shell() -> None:
    complete = {"_SANDBOX_COMPLETE": "complete_bash"}
    assert sandbox(COMP_WORDS="sandbox st", COMP_CWORD="1", **complete).stdout.split() == ["status"]
    assert "--estate" in sandbox(COMP_WORDS="sandbox up --e", COMP_CWORD="2", **complete).stdout.split()
    assert "--show-completion" in sandbox("--help").stdout


WAITING_PROGRAM = """
import os, signal, sys, threading
from sandbox.cli import program
class Waiting:
    def __call__(self, prog_name):
        threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        threading.Event().wait(30)
program.build = lambda command: Waiting()
program.main()
"""


def test_ctrl_c_works_where_sigint_was_inherited_as_ignored() -> None:
    python = f"{sys.executable} -c '{WAITING_PROGRAM}'"
    done = subprocess.run(
        ["sh", "-c", f"trap '' INT; {python}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=25,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nowhere", "PYTHONPATH": str(CLONE)},
    )
    assert "KeyboardInterrupt" in done.stderr
