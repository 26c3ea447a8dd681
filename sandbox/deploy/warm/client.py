"""Stands in for `python` where the language host looks for it: asks the warm host, or becomes the real one.

Run by path in a bare interpreter: standard library alone.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys

HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib costs a third of this program's time

INTERRUPTED = 130
"""What a shell calls the end by ctrl-C."""


def main() -> int:
    """`client.py FOLDER PYTHON ARGUMENT...`: the exit status of `PYTHON ARGUMENT...`."""
    folder, python, *arguments = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs with SIGINT ignored
    sys.path.insert(0, HERE)
    wire = importlib.import_module("wire")  # lies beside this file, which belongs to no package here

    connection = None
    if wire.program(arguments):
        with contextlib.suppress(OSError):  # no warm host: start cold
            connection = wire.connect(folder)
    if connection is None:
        os.execv(python, [python, *arguments])  # noqa: S606 - the interpreter that was asked for
    wire.send(connection, wire.Run(arguments, os.getcwd(), dict(os.environ)), [0, 1, 2])  # noqa: PTH109 - as above
    try:
        answer = connection.recv(1)
    except KeyboardInterrupt:  # Pulumi stops the program; the host hears of it as this connection ends
        return INTERRUPTED
    return answer[0] if answer else 1


if __name__ == "__main__":
    sys.exit(main())
