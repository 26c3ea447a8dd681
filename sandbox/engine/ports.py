"""The port of the engine: the given one, the previous one, LocalStack's own, or any that is free."""

from __future__ import annotations

import socket
import time

import psutil

from sandbox.engine.errors import PortTaken
from sandbox.engine.record import replace
from sandbox.settings import Settings

LOOPBACK = "127.0.0.1"
LOCALSTACK_PORT = 4566
RELEASE_SECONDS = 3


def choose(settings: Settings) -> int:
    """Return a free port and record it, so that a project keeps its endpoint. Raises PortTaken."""
    if settings.port is not None:
        if not free(settings.port):
            raise PortTaken(settings.port, holder(settings.port))
        return settings.port
    memory = settings.state / "port"
    remembered = int(memory.read_text()) if memory.is_file() else LOCALSTACK_PORT
    port = remembered if free(remembered) else any_free()
    replace(memory, str(port))
    return port


def free(port: int) -> bool:
    """Return whether a process can listen on the port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def await_release(port: int) -> None:
    """Wait until the kernel has released the port, which may be shortly after the process is gone."""
    deadline = time.monotonic() + RELEASE_SECONDS
    while not free(port) and time.monotonic() < deadline:
        time.sleep(0.02)


def any_free() -> int:
    """Return a port that no process listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def holder(port: int) -> str | None:
    """Return the process that listens there, as `name (pid)`; None where this user may not see it."""
    try:
        sockets = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return None
    for found in sockets:
        if found.laddr and found.laddr.port == port and found.status == psutil.CONN_LISTEN and found.pid:
            try:
                return f"{psutil.Process(found.pid).name()} ({found.pid})"
            except psutil.NoSuchProcess:
                return None
    return None
