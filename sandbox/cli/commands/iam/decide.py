"""`sandbox iam decide`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

import typer

from sandbox.iam.exchange import answer

app = typer.Typer()

LONGEST = 64 * 2**20
"""Bytes of a line; a longer one is answered with an error."""


@app.command()
def decide() -> None:
    """Read one request a line as JSON, write one verdict a line; a line of no use is answered with an error."""
    try:
        for line in lines(sys.stdin.buffer):
            found = {"error": f"the line is longer than {LONGEST} bytes"} if line is None else _answer(line)
            sys.stdout.write(json.dumps(found) + "\n")
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has gone; Python would complain when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Each line as it comes, None for one that is too long."""
    while line := stream.readline(LONGEST):
        if len(line) < LONGEST or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
            pass
        yield None


def _answer(line: bytes) -> dict[str, object]:
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        return {"error": f"the line is no UTF-8: {error}"}
    return answer(text)
