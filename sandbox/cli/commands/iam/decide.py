"""`sandbox iam decide`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from io import BufferedReader
from typing import cast

import orjson
import typer

from sandbox.iam.exchange import answer

app = typer.Typer()

LONGEST = 64 * 2**20
"""Bytes of a line; a longer one is answered with an error."""
_AT_ONCE = 2**18
"""Bytes that are read at once, where as many have come."""


@app.command()
def decide() -> None:
    """Read one request a line as JSON, write one verdict a line; a line of no use is answered with an error."""
    try:
        for lines in batches(cast("BufferedReader", sys.stdin.buffer)):
            sys.stdout.buffer.writelines(map(_answered, lines))
            # All that has come is answered: whoever waits for an answer has it before we wait for more.
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Whoever read has gone; Python would complain when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def batches(stream: BufferedReader) -> Iterator[list[bytes | None]]:
    """The lines that have come, as they come; None for one that is too long."""
    begun: list[bytes] = []
    size = 0
    while chunk := stream.read1(_AT_ONCE):
        first, *others = chunk.split(b"\n")
        size += len(first)
        begun.append(first)
        if size > LONGEST:
            begun.clear()
        if not others:
            continue
        *whole, rest = others
        yield [b"".join(begun) if size <= LONGEST else None, *(None if len(line) > LONGEST else line for line in whole)]
        begun, size = [rest], len(rest)
    if size:
        yield [b"".join(begun) if size <= LONGEST else None]


def _answered(line: bytes | None) -> bytes:
    found = {"error": f"the line is longer than {LONGEST} bytes"} if line is None else _answer(line)
    try:
        return orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # a number beyond 64 bits, quoted in an answer
        return json.dumps(found).encode() + b"\n"


def _answer(line: bytes) -> dict[str, object]:
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        return {"error": f"the line is no UTF-8: {error}"}
    return answer(text)
