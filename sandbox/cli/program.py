"""The `sandbox` command: its subcommands are the files of `commands/`, each loaded when it is asked for."""

from __future__ import annotations

import errno
import importlib
import os
import pkgutil
import select
import signal
import sys
from pathlib import Path
from types import FrameType

import typer

from sandbox.cli import commands, console
from sandbox.deploy.errors import DiskFull, UpdateInterrupted
from sandbox.errors import SandboxError
from sandbox.estate import EstateInvalid

FAILED = 1
INTERRUPTED = 130
GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def build(asked: str | None) -> typer.Typer:
    """The program with the command that is asked for, or with all of them where none is: `--help`, a typing error."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

    @app.callback()
    def sandbox() -> None:
        """A whole multi-account AWS estate on this machine, by the real Pulumi."""

    names = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    for name in [asked] if asked in names else names:
        app.add_typer(importlib.import_module(f"{commands.__name__}.{name}").app)
    return app


def main() -> None:
    """Run the command; what a person can mend ends in a sentence, never in a traceback."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # `nohup` asks to go on
        signal.signal(signal.SIGHUP, _without_terminal)
    try:
        build(sys.argv[1] if len(sys.argv) > 1 else None)()
    except EstateInvalid as error:
        _end(str(error), "Mend the file; `sandbox estate check` says when it is right.", FAILED)
    except UpdateInterrupted as error:
        _end(error.happened, error.next_step, INTERRUPTED)
    except SandboxError as error:
        _end(error.happened, error.next_step, FAILED)
    except OSError as error:
        if error.errno not in FULL:
            raise
        full = DiskFull.at(Path.cwd())
        _end(full.happened, full.next_step, FAILED)
    finally:
        _flush()


def _flush() -> None:
    """Say the rest, where somebody still listens: `sandbox env | head -1` is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains at its end


def _end(happened: str, next_step: str, code: int) -> None:
    console.refuse(happened, next_step)
    sys.exit(code)


def _without_terminal(number: int, frame: FrameType | None) -> None:
    """A terminal that is closed is a ctrl-C after which nobody listens."""
    for descriptor in range(3):
        watched = select.poll()
        watched.register(descriptor)
        if any(event & GONE for _, event in watched.poll(0)):
            os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)
    _as_interrupt(number, frame)


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    """A polite kill is a ctrl-C: what is under way comes to its end."""
    del number, frame
    raise KeyboardInterrupt
