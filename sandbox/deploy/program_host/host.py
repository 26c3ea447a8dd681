"""The host process for programs: imports their libraries, then forks for each run.

`python -m sandbox.deploy.program_host.host FOLDER ROOT LISTENER`; the last is a file descriptor. gRPC must not be
started before a fork, so nothing here uses it. The programs are imported after the fork: they are edited between runs.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import re
import runpy
import select
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pulumi_aws
import pydantic  # noqa: F401 - for the estate's model
import ruamel.yaml  # noqa: F401 - for its file

from sandbox.deploy.program_host import wire
from sandbox.deploy.program_host.wire import Run

NOT_PROGRAMS = {"tests", "docs", "node_modules", "__pycache__"}
"""Folders whose Python files no program imports."""

USED = re.compile(r"\baws\.([a-z][a-z0-9]*)\.")


def main() -> None:
    """Import the libraries, then serve callers."""
    _, _, root, listener = sys.argv
    warm_up(Path(root))
    gc.freeze()  # what was imported stays shared with the children
    serve(socket.socket(fileno=int(listener)))


def warm_up(root: Path) -> None:
    """Import the modules of the SDK that the programs use; it loads each at the first access."""
    for name in used(root):
        getattr(getattr(pulumi_aws, name, None), "__all__", None)


def used(root: Path) -> list[str]:
    """Return the names of the SDK's modules that occur in the program's files."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in _python_files(root))
    return sorted({name for text in texts for name in USED.findall(text)})


def _python_files(root: Path) -> Iterator[Path]:
    """Yield the Python files below a folder, without hidden folders, virtual environments and tests."""
    for folder, below, files in root.walk():
        below[:] = [
            name
            for name in below
            if not name.startswith(".") and name not in NOT_PROGRAMS and not (folder / name / "pyvenv.cfg").exists()
        ]
        yield from (folder / name for name in files if name.endswith(".py"))


def serve(listener: socket.socket) -> None:
    """Fork for each caller, send it the exit status, and end the run of a caller that disconnects."""
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    callers: dict[int, socket.socket] = {}
    while True:
        waiting: list[Any] = [listener, woken, *callers.values()]
        ready, _, _ = select.select(waiting, [], [])
        if woken in ready:
            os.read(woken, 4096)
            _reap(callers)
        if listener in ready:
            connection, _ = listener.accept()
            callers.update(_begin(connection, listener))
        for child, connection in list(callers.items()):
            if connection in ready and not _connected(connection):
                _end(child)


def _begin(connection: socket.socket, listener: socket.socket) -> dict[int, socket.socket]:
    try:
        run, streams = wire.receive(connection)
    except (EOFError, ValueError, OSError):
        connection.close()
        return {}
    child = os.fork()
    if child == 0:
        listener.close()
        connection.close()
        become(run, streams)
    for stream in streams:
        os.close(stream)
    return {child: connection}


def become(run: Run, streams: list[int]) -> None:
    """Run the caller's program in this child process and exit."""
    signal.set_wakeup_fd(-1)
    for name in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_DFL)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    _print_as(run)
    os.setsid()
    os.environ.clear()
    os.environ.update(run.environment)
    os.chdir(run.folder)
    status = 1
    try:
        _run(wire.program(run.arguments) or [])
        status = 0
    except SystemExit as exit_:
        status = _status(exit_)
    except BaseException:  # noqa: BLE001 - whatever the program raises ends this child process
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def _print_as(run: Run) -> None:
    """Buffer stdout and stderr as an interpreter of the program's own would."""
    unbuffered = wire.unbuffered(run)
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = io.TextIOWrapper(
            open(number, "wb", 0 if unbuffered else -1, closefd=False),  # noqa: SIM115 - stays open to the end
            encoding=getattr(sys, name).encoding,
            errors=getattr(sys, name).errors,
            line_buffering=not unbuffered and (name == "stderr" or os.isatty(number)),
            write_through=unbuffered,
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _run(arguments: list[str]) -> None:
    """Run `-m MODULE ...` or `FILE ...` as `python` does."""
    if arguments[0] == "-m":
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        sys.path[0] = str(Path(arguments[0]).parent)
        runpy.run_path(arguments[0], run_name="__main__")


def _status(exit_: SystemExit) -> int:
    if exit_.code is None:
        return 0
    if isinstance(exit_.code, int):
        return exit_.code & 0xFF
    sys.stderr.write(f"{exit_.code}\n")
    return 1


def _reap(callers: dict[int, socket.socket]) -> None:
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if child == 0:
            return
        connection = callers.pop(child, None)
        if connection is not None:
            code = os.waitstatus_to_exitcode(status)
            with contextlib.suppress(OSError):
                connection.sendall(bytes([code if code >= 0 else 128 - code]))
            connection.close()


def _connected(connection: socket.socket) -> bool:
    """Return whether the caller is connected; it sends nothing more, so a readable socket is a closed one."""
    try:
        return connection.recv(1, socket.MSG_DONTWAIT) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def _end(child: int) -> None:
    """Kill the run and its children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
