"""The one process that serves every provider of every run: a gRPC port for each, all on loopback."""

import contextlib
import json
import logging
import os
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from sandbox.provider.plugin import SOCKET
from sandbox.provider.registry import functions, resource_types
from sandbox.provider.servicer import Servicer

PID: Final = "host.pid"
IDLE_SECONDS: Final = 60.0
THREADS: Final = 64
LONGEST_MESSAGE: Final = 400 * 1024 * 1024
OPTIONS: Final = [
    ("grpc.max_receive_message_length", LONGEST_MESSAGE),
    ("grpc.max_send_message_length", LONGEST_MESSAGE),
    ("grpc.so_reuseport", 0),
]


class Host:
    """Starts a provider for each connection to a unix socket; it ends with the connection."""

    def __init__(self, version: str, idle_seconds: float = IDLE_SECONDS) -> None:
        self._version = version
        self._idle_seconds = idle_seconds
        self._threads = ThreadPoolExecutor(THREADS)
        self._lock = threading.Lock()
        self._links = 0

    def serve(self, listener: socket.socket) -> None:
        """Serve until there has been no connection for `idle_seconds`."""
        listener.settimeout(self._idle_seconds)
        while True:
            try:
                link, _ = listener.accept()
            except TimeoutError:
                with self._lock:
                    if self._links == 0:
                        return
                continue
            with self._lock:
                self._links += 1
            threading.Thread(target=self._provider, args=(link,), daemon=True).start()

    def _provider(self, link: socket.socket) -> None:
        try:
            # A plugin that is killed resets its connection; that is its usual end.
            with link, contextlib.suppress(ConnectionError):
                environment = json.loads(link.makefile("rb").readline() or b"{}")
                server = grpc.server(self._threads, options=OPTIONS)
                servicer = Servicer(self._version, environment)
                provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
                port = server.add_insecure_port("127.0.0.1:0")
                server.start()
                try:
                    link.sendall(f"{port}\n".encode())
                    link.recv(1)
                finally:
                    server.stop(grace=None)
        finally:
            with self._lock:
                self._links -= 1


def _remove_aws_settings() -> None:
    """Remove the AWS settings of this process: each provider has its own."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        os.environ[name] = os.devnull
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"


def main(folder: str) -> None:
    """Serve from the installed plugin's folder, whose name ends in the version."""
    logging.basicConfig(level=logging.WARNING)
    os.chdir(folder)
    _remove_aws_settings()
    resource_types()
    functions()
    Path(SOCKET).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    old_mask = os.umask(0o077)
    listener.bind(SOCKET)
    os.umask(old_mask)
    listener.listen(256)
    Path(PID).write_text(str(os.getpid()))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdout.close()
    try:
        Host(Path(folder).name.rpartition("-v")[2]).serve(listener)
    finally:
        Path(SOCKET).unlink(missing_ok=True)
        Path(PID).unlink(missing_ok=True)
    os._exit(0)  # idle gRPC threads would hold the interpreter


if __name__ == "__main__":
    main(sys.argv[1])
