"""Engines that cannot start: each failure ends in a message, and the next start succeeds."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import engine as sandbox_engine
from sandbox.engine import ports
from sandbox.engine.errors import EngineDied
from sandbox.settings import Settings
from sandbox.toolchain import environments

pytestmark = pytest.mark.engine

ON_A_FULL_DISK = """
mount -t tmpfs -o size=64k tmpfs "$1" || exit 77
ln -s "$2" "$1/$(basename "$2")"
dd if=/dev/zero of="$1/everything" bs=1k count=64 2>/dev/null
exec "$3" -c '
import sys
from pathlib import Path
from sandbox import engine
from sandbox.engine.errors import NoSpaceForEngine
from sandbox.project import Project
from sandbox.settings import Settings
root = Path(sys.argv[1]).parent
try:
    engine.start(Settings(Project(root), "host", None, None, root / "cache"), print)
except NoSpaceForEngine as error:
    print(error)
' "$1"
"""


def test_an_engine_that_exits_at_start_is_quoted_and_the_next_start_succeeds(own_sandbox: Settings) -> None:
    link = environments.engine_folder(own_sandbox)
    sound = link.readlink()
    link.unlink()
    (link / "bin").mkdir(parents=True)
    (link / "bin" / "python").write_text("#!/bin/sh\necho no module named localstack >&2\nexit 1\n")
    (link / "bin" / "python").chmod(0o755)
    (link / "finished").touch()

    with pytest.raises(EngineDied, match=r"(?s)no module named localstack.*engine\.log"):
        sandbox_engine.start(own_sandbox, print)

    shutil.rmtree(link)
    link.symlink_to(sound)
    assert sandbox_engine.start(own_sandbox, print).healthy


def test_a_port_that_is_taken_during_the_start_is_replaced(own_sandbox: Settings) -> None:
    messages: list[str] = []
    port = ports.any_free()
    (own_sandbox.state / "port").write_text(str(port))
    with socket.socket() as other:

        def keep(message: str) -> None:
            messages.append(message)
            if message == f"starting LocalStack on 127.0.0.1:{port}":
                other.bind(("127.0.0.1", port))
                other.listen()

        started = sandbox_engine.start(own_sandbox, keep)

    assert f"another process took port {port}" in messages
    assert started.healthy
    assert not started.endpoint.endswith(f":{port}")


def test_a_full_disk_is_reported_with_the_next_step(own_sandbox: Settings, tmp_path: Path) -> None:
    disk = tmp_path / "full" / ".sandbox"
    disk.mkdir(parents=True)
    sound = environments.engine_folder(own_sandbox).readlink()
    line = ["unshare", "--map-root-user", "--mount", "sh", "-c", ON_A_FULL_DISK]

    if shutil.which("unshare") is None:
        pytest.skip("a full disk is made in a mount namespace, and there is no `unshare` here")
    done = subprocess.run(
        [*line, "sh", str(disk), str(sound), sys.executable], capture_output=True, text=True, check=False
    )
    if "unshare" in done.stderr or done.returncode == 77:
        pytest.skip(f"this machine allows no mount namespace: {done.stderr.strip()}")

    assert f"No space left on the disk that holds {disk}" in done.stdout
    assert "then `sandbox up` again" in done.stdout
