"""The protocol between client and program host: a command line with its streams, and an exit status back.

Imported by path in an isolated interpreter: it imports the standard library only.
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
    """A program to run: arguments, working directory and environment."""

    arguments: list[str]
    """The arguments of `python`, its own flags included."""
    folder: str
    environment: dict[str, str]


def send(connection: socket.socket, run: Run, streams: list[int]) -> None:
    """Send the command line and the caller's streams."""
    body = json.dumps([run.arguments, run.folder, run.environment]).encode()
    head = len(body).to_bytes(LENGTH, "big")
    connection.sendmsg([head], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", streams))])
    connection.sendall(body)


def receive(connection: socket.socket) -> tuple[Run, list[int]]:
    """Receive a command line and the caller's streams; raises EOFError if the caller disconnects."""
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
    """Return a listening socket in the folder; callers wait in its queue."""
    listener = socket.socket(socket.AF_UNIX)
    with _inside(folder):
        if os.path.lexists(SOCKET):
            os.unlink(SOCKET)  # noqa: PTH108 - pathlib is not loaded in the client
        listener.bind(SOCKET)
    listener.listen()
    return listener


def connect(folder: str) -> socket.socket:
    """Return a connection to the host; raises OSError where none runs."""
    connection = socket.socket(socket.AF_UNIX)
    with _inside(folder):
        connection.connect(SOCKET)
    return connection


@contextmanager
def _inside(folder: str) -> Iterator[None]:
    """Change to the folder for a relative name: the path may be longer than the 107 bytes of a socket address."""
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        yield
    finally:
        os.fchdir(here)
        os.close(here)


def program(arguments: list[str]) -> list[str] | None:
    """Return `-m MODULE ...` or `FILE ...` without the language host's `-u`; None for what needs a real interpreter.

    A policy pack is a server that handles signals: it runs in an interpreter of its own.
    """
    rest = arguments[1:] if arguments[:1] == [UNBUFFERED] else arguments
    if rest[:2] == POLICY_PACK:
        return None
    served = rest[:1] == ["-m"] or (bool(rest) and not rest[0].startswith("-"))
    return rest if served else None


def unbuffered(run: Run) -> bool:
    """Return whether an interpreter would write output unbuffered."""
    return run.arguments[:1] == [UNBUFFERED] or bool(run.environment.get("PYTHONUNBUFFERED"))
