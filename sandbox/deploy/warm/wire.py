"""How a client hands a command line to the warm host: one message with its streams, one number back.

Imported by path into a bare interpreter: standard library alone.
"""

from __future__ import annotations

import array
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SOCKET = "warm.sock"
LENGTH = 4
STREAMS = 3
UNBUFFERED = "-u"
POLICY_PACK = ["-m", "pulumi.policy"]


@dataclass(frozen=True)
class Run:
    """One program to run: as the operating system would have been told."""

    arguments: list[str]
    """What follows `python`, its own flags among it."""
    folder: str
    environment: dict[str, str]


def send(connection: socket.socket, run: Run, streams: list[int]) -> None:
    """Hand over the command line and the caller's streams."""
    body = json.dumps([run.arguments, run.folder, run.environment]).encode()
    head = len(body).to_bytes(LENGTH, "big")
    connection.sendmsg([head], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", streams))])
    connection.sendall(body)


def receive(connection: socket.socket) -> tuple[Run, list[int]]:
    """Take a command line and the caller's streams; raises EOFError where the caller went away."""
    streams = array.array("i")
    head, ancillary, _, _ = connection.recvmsg(LENGTH, socket.CMSG_SPACE(STREAMS * streams.itemsize))
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            streams.frombytes(data[: len(data) - len(data) % streams.itemsize])
    arguments, folder, environment = json.loads(_exactly(connection, int.from_bytes(head, "big")))
    return Run(arguments, folder, environment), list(streams)


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts = []
    while size > 0:
        part = connection.recv(size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def listen(folder: str) -> socket.socket:
    """A socket in the folder; callers wait in its queue from now on."""
    listener = socket.socket(socket.AF_UNIX)
    with _inside(folder):
        if os.path.lexists(SOCKET):
            os.unlink(SOCKET)  # noqa: PTH108 - pathlib is not loaded in the client
        listener.bind(SOCKET)
    listener.listen()
    return listener


def connect(folder: str) -> socket.socket:
    """Ask for the host's ear; raises OSError where there is none."""
    connection = socket.socket(socket.AF_UNIX)
    with _inside(folder):
        connection.connect(SOCKET)
    return connection


@contextmanager
def _inside(folder: str) -> Iterator[None]:
    """Names are relative: a clone may lie deeper than the 107 bytes that an address takes."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        yield
    finally:
        os.fchdir(here)
        os.close(here)


def program(arguments: list[str]) -> list[str] | None:
    """`-m MODULE ...` or `FILE ...`, without the language host's `-u`; None for what only an interpreter answers.

    A policy pack is a server that signals are to reach: it gets an interpreter of its own.
    """
    rest = arguments[1:] if arguments[:1] == [UNBUFFERED] else arguments
    if rest[:2] == POLICY_PACK:
        return None
    served = rest[:1] == ["-m"] or (bool(rest) and not rest[0].startswith("-"))
    return rest if served else None


def unbuffered(run: Run) -> bool:
    """Whether an interpreter would write what is printed at once, rather than when much has gathered."""
    return run.arguments[:1] == [UNBUFFERED] or bool(run.environment.get("PYTHONUNBUFFERED"))
