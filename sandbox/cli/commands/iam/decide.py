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

from sandbox.iam.decide_protocol import answer

app = typer.Typer()

LONGEST = 64 * 2**20
"""Bytes of a line; the answer to a longer one is an error."""
_CHUNK = 2**18
"""Bytes that are read at most in one call: a few hundred requests."""


@app.command()
def decide() -> None:
    """Read requests as lines of JSON and write a verdict or an error for each."""
    try:
        for lines in batches(cast("BufferedReader", sys.stdin.buffer)):
            sys.stdout.buffer.writelines(map(_written_answer, lines))
            # The answers to all lines read so far are written before the next read, which may block.
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader closed the pipe; Python would report an error when it flushes stdout at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def batches(stream: BufferedReader) -> Iterator[list[bytes | None]]:
    """Yield the lines of each read; None for a line that is too long."""
    begun: list[bytes] = []
    size = 0
    while chunk := stream.read1(_CHUNK):
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


def _written_answer(line: bytes | None) -> bytes:
    found = {"error": f"the line is longer than {LONGEST} bytes"} if line is None else _answer(line)
    try:
        return orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # a number beyond 64 bits, quoted in an answer
        return json.dumps(found).encode() + b"\n"


def _answer(line: bytes) -> dict[str, object]:
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        return {"error": f"the line is not UTF-8: {error}"}
    return answer(text)
