"""The `python` that the language host runs: passes the program to the program host, or executes the real interpreter.

Run by path in an isolated interpreter: it imports the standard library only.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys

HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib costs a third of this program's time

INTERRUPTED = 130
"""A shell's exit status after SIGINT."""


def main() -> int:
    """Run `client.py FOLDER PYTHON ARGUMENT...` and return the exit status of `PYTHON ARGUMENT...`."""
    folder, python, *arguments = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs with SIGINT ignored
    sys.path.insert(0, HERE)
    wire = importlib.import_module("wire")  # beside this file, which is in no package here

    connection = None
    if wire.program(arguments):
        with contextlib.suppress(OSError):  # no program host: execute the interpreter
            connection = wire.connect(folder)
    if connection is None:
        os.execv(python, [python, *arguments])  # noqa: S606 - the interpreter that Pulumi chose
    try:
        wire.send(connection, wire.Run(arguments, os.getcwd(), dict(os.environ)), [0, 1, 2])  # noqa: PTH109 - as above
        answer = connection.recv(1)
    except KeyboardInterrupt:  # Pulumi stops the program; the host ends it when this connection closes
        return INTERRUPTED
    return answer[0] if answer else 1


if __name__ == "__main__":
    sys.exit(main())
