"""The warm host runs a program as a new interpreter would, and stops it when the host stops."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from sandbox.deploy import program_host
from sandbox.deploy.program_host.control import folder
from sandbox.deploy.program_host.host import used
from tests.repository import CLONE

pytestmark = pytest.mark.pulumi


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("clone-" + "deep-" * 20) / ".sandbox"  # longer than a socket address can be
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONUNBUFFERED", raising=False)  # each run sets its own buffering
        program_host.start(path.parent, path)
    try:
        yield path
    finally:
        program_host.stop(path)


def python(state: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = program_host.variables(state)["PULUMI_PYTHON_CMD"]
    environment = {**os.environ, **more}
    return subprocess.run(
        [command, *arguments], cwd="/", env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def program(state: Path, text: str) -> str:
    path = state / "program.py"
    path.write_text(text)
    return str(path)


def test_a_program_has_its_arguments_folder_environment_and_streams(state: Path) -> None:
    text = "import os, sys\nprint(sys.argv[1:], os.getcwd(), os.environ['SHOP'])\nprint('oh', file=sys.stderr)"
    done = python(state, program(state, text), "--dry_run", "true", SHOP="gilt")
    assert done.stdout == "['--dry_run', 'true'] / gilt\n"
    assert done.stderr == "oh\n"
    assert done.returncode == 0


OUTPUT_PROGRAM = """
import os, sys
print("printed")
os.write(1, b"written ")
sys.stdout.write("begun ")
os.write(1, b"written ")
sys.stdout.buffer.write(b"bytes ")
sys.stderr.write("oh ")
os.write(1, b"written ")
print("output", file=sys.stderr)
sys.__stdout__.write("ended ")
os.write(1, b"written ")
"""


@pytest.mark.parametrize("flags", [[], ["-u"]])
@pytest.mark.parametrize("variable", ["", "1"])
def test_output_has_the_order_of_an_ordinary_interpreter(state: Path, flags: list[str], variable: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": variable}
    warm_output, cold_output = (
        subprocess.check_output(
            [interpreter, *flags, program(state, OUTPUT_PROGRAM)], env=environment, stderr=subprocess.STDOUT, text=True
        )
        for interpreter in (program_host.variables(state)["PULUMI_PYTHON_CMD"], sys.executable)
    )
    assert warm_output == cold_output


def test_the_output_of_an_unbuffered_program_arrives_while_it_runs(state: Path) -> None:
    command = [
        program_host.variables(state)["PULUMI_PYTHON_CMD"],
        "-u",
        program(state, "import sys; print('first', end=''); sys.stdin.read()"),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as caller:
        assert caller.stdin is not None
        assert caller.stdout is not None
        ready, _, _ = select.select([caller.stdout], [], [], 10)
        caller.stdin.close()
        assert ready == [caller.stdout]


def test_a_terminal_gets_output_line_by_line(state: Path) -> None:
    ours, theirs = os.openpty()
    command = [
        program_host.variables(state)["PULUMI_PYTHON_CMD"],
        program(state, "import sys; print('first'); sys.stdin.read()"),
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": ""}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=theirs, env=environment) as caller:
        assert caller.stdin is not None
        ready, _, _ = select.select([ours], [], [], 10)
        caller.stdin.close()
    os.close(theirs)
    os.close(ours)
    assert ready == [ours]


@pytest.mark.parametrize(
    ("text", "status", "output"),
    [
        ("import sys; sys.exit(32)", 32, ""),
        ("import sys; sys.exit('no estate')", 1, "no estate"),
        ("raise KeyError('mobile')", 1, "KeyError: 'mobile'"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 137, ""),
    ],
)
def test_exit_status_and_errors_of_a_program_are_returned(state: Path, text: str, status: int, output: str) -> None:
    done = python(state, program(state, text))
    assert done.returncode == status
    assert output in done.stderr


def test_a_module_runs_as_in_a_new_interpreter(state: Path) -> None:
    assert python(state, "-m", "json.tool", "--help").stdout.startswith("usage:")


def test_one_run_does_not_affect_the_next(state: Path) -> None:
    python(state, program(state, "import os, json; os.environ['LEFT'] = '1'; json.left = 1"))
    done = python(state, program(state, "import os, json; print(os.environ.get('LEFT'), hasattr(json, 'left'))"))
    assert done.stdout == "None False\n"


def test_the_sdk_is_imported_before_the_program_starts(state: Path) -> None:
    assert python(state, program(state, "import sys; print('pulumi_aws' in sys.modules)")).stdout == "True\n"


def test_a_program_is_stopped_when_its_caller_was_killed(state: Path) -> None:
    text = "import os, pathlib, time, sys\npathlib.Path(sys.argv[1]).write_text(str(os.getpid()))\ntime.sleep(300)"
    mark = state / "pid"
    command = program_host.variables(state)["PULUMI_PYTHON_CMD"]
    with subprocess.Popen([command, program(state, text), str(mark)]) as caller:
        while not mark.exists() or not mark.read_text():
            time.sleep(0.05)
        run = psutil.Process(int(mark.read_text()))
        caller.kill()
    psutil.wait_procs([run], timeout=10)
    assert not run.is_running()


@pytest.mark.parametrize("shell", ["", "trap '' INT; "])
def test_a_program_that_pulumi_interrupts_exits_without_a_traceback(state: Path, shell: str) -> None:
    command = [
        *("sh", "-c", f'{shell}exec "$@"', "sh"),
        program_host.variables(state)["PULUMI_PYTHON_CMD"],
        program(state, "import time; print(flush=True); time.sleep(60)"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as caller:
        assert caller.stdout is not None
        caller.stdout.readline()
        caller.send_signal(signal.SIGINT)
        _, output = caller.communicate(timeout=20)
    assert caller.returncode == 130
    assert output == ""


def test_without_a_host_a_program_runs_in_a_new_interpreter(tmp_path: Path) -> None:
    assert python(tmp_path, program(tmp_path, "print('cold')")).stdout == "cold\n"


def test_starting_again_keeps_the_host_and_stopping_ends_it(tmp_path: Path) -> None:
    program_host.start(tmp_path, tmp_path)
    first = (folder(tmp_path) / "host.json").read_text()
    program_host.start(tmp_path, tmp_path)
    assert (folder(tmp_path) / "host.json").read_text() == first
    assert python(tmp_path, program(tmp_path, "print('warm')")).stdout == "warm\n"
    program_host.stop(tmp_path)
    assert [p for p in psutil.process_iter(["cmdline"]) if str(folder(tmp_path)) in (p.info["cmdline"] or [])] == []


def test_stopping_ends_the_programs_of_a_killed_host(tmp_path: Path) -> None:
    state = tmp_path / ".sandbox"
    program_host.start(tmp_path, state)
    started = state / "started"
    text = f"import os, pathlib, time\npathlib.Path({str(started)!r}).write_text(str(os.getpid()))\ntime.sleep(600)"
    caller = subprocess.Popen([program_host.variables(state)["PULUMI_PYTHON_CMD"], program(state, text)])
    while not (started.is_file() and started.read_text()):
        assert caller.poll() is None
        time.sleep(0.05)
    running = psutil.Process(int(started.read_text()))
    psutil.Process(json.loads((folder(state) / "host.json").read_text())["pid"]).kill()
    caller.wait(timeout=60)
    assert running.is_running()
    program_host.stop(state)
    assert not running.is_running() or running.status() == psutil.STATUS_ZOMBIE


def test_the_modules_of_the_sdk_are_found_in_the_programs() -> None:
    assert {"ec2", "organizations", "directconnect", "iam"} <= set(used(CLONE))


def test_programs_are_found_in_all_folders_except_tests_and_environments(tmp_path: Path) -> None:
    for file, module in {
        "__main__.py": "iam",
        "workloads/ci.py": "sqs",
        "tests/test_it.py": "sns",
        ".hidden/x.py": "ecs",
        "env/lib/x.py": "eks",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(f"import pulumi_aws as aws\naws.{module}.Thing()\n")
    (tmp_path / "env" / "pyvenv.cfg").write_text("")
    assert used(tmp_path) == ["iam", "sqs"]
