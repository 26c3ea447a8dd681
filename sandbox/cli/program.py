"""The `sandbox` command: its subcommands are the modules of `commands/`, each imported when it is typed."""

from __future__ import annotations

import errno
import os
import select
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from sandbox import distribution, extras
from sandbox.cli import command_loading, commands, console
from sandbox.deploy.errors import DiskFull, UpdateInterrupted
from sandbox.errors import SandboxError

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130
DISCONNECTED = select.POLLHUP | select.POLLERR | select.POLLNVAL
DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def build(command: str | None) -> typer.Typer:
    """Return the program with the command that was typed; with all commands for `--help` or an unknown name."""
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)

    @app.callback()
    def sandbox(
        version: Annotated[
            bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
        ] = False,
    ) -> None:
        """Run a multi-account AWS estate on this machine and deploy to it with Pulumi."""

    for loaded in command_loading.load(commands, command):
        app.add_typer(loaded)
    return app


def main() -> None:
    """Run the command; an error that the user can correct is printed as a message without a traceback."""
    _handle_signals()
    try:
        with extras.required():
            build(sys.argv[1] if len(sys.argv) > 1 else None)(prog_name="sandbox")
    except UpdateInterrupted as error:
        _exit(error.happened, error.next_step, EXIT_INTERRUPTED)
    except SandboxError as error:
        _exit(error.happened, error.next_step, EXIT_FAILED)
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        full = DiskFull.at(Path.cwd())
        _exit(full.happened, full.next_step, EXIT_FAILED)
    finally:
        _flush()


def _print_version(value: bool) -> None:
    if value:
        console.out.print(f"{distribution.NAME} {distribution.installed_version()}", highlight=False)
        raise typer.Exit


def _handle_signals() -> None:
    """Let SIGINT, SIGTERM and SIGHUP end a command in order.

    A shell starts background jobs with SIGINT ignored; it is reset. `nohup` ignores SIGHUP on purpose; it is kept.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _hang_up)


def _flush() -> None:
    """Flush stdout; a reader that closed its end, as in `sandbox env | head -1`, is not an error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains at exit


def _exit(happened: str, next_step: str, status: int) -> None:
    console.print_error(happened, next_step)
    sys.exit(status)


def _hang_up(number: int, frame: FrameType | None) -> None:
    """Interrupt the command after its terminal was closed; output to the closed terminal is discarded."""
    for descriptor in range(3):
        watched = select.poll()
        watched.register(descriptor)
        if any(event & DISCONNECTED for _, event in watched.poll(0)):
            os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)
    _interrupt(number, frame)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Raise KeyboardInterrupt, so that operations in progress are completed as after ctrl-C."""
    del number, frame
    raise KeyboardInterrupt
