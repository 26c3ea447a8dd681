"""The program that Pulumi starts as `pulumi-resource-aws`: it prints a port of the host and stays until it is ended.

Standard library only, run without site-packages: it starts in some 20 ms, and an estate starts dozens of it.
"""

import fcntl
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

SOCKET = "host.sock"
LOCK = "host.lock"
PASSED = ("AWS_", "SANDBOX_")


def connect() -> socket.socket | None:
    """Connect to the host's socket, by a relative path: that of a socket has at most 107 bytes."""
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        link.connect(SOCKET)
    except (FileNotFoundError, ConnectionRefusedError):
        link.close()
        return None
    return link


def start(python: str) -> socket.socket:
    """Start the host, unless another plugin just did, and connect."""
    with Path(LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        link = connect()
        if link is not None:
            return link
        with Path("host.log").open("wb") as log:
            host = subprocess.Popen(
                [python, "-m", "sandbox.provider.host", str(Path.cwd())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                close_fds=True,
            )
            ready = host.stdout.readline() if host.stdout else b""
        link = connect() if ready else None
        if link is None:
            sys.exit(f"The provider's host did not start. See {Path.cwd()}/host.log.")
        return link


def main(python: str) -> None:
    """Print the port of a new provider and wait until the host or Pulumi ends."""
    os.chdir(Path(__file__).parent)
    with connect() or start(python) as link:
        environment = {name: value for name, value in os.environ.items() if name.startswith(PASSED)}
        link.sendall(json.dumps(environment).encode() + b"\n")
        port = link.makefile("rb").readline()
        if not port:
            sys.exit(f"The provider's host returned no port. See {Path.cwd()}/host.log.")
        sys.stdout.write(port.decode())
        sys.stdout.flush()
        link.recv(1)  # returns when the host ends; Pulumi ends us


if __name__ == "__main__":
    main(sys.argv[1])
