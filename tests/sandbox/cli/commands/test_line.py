"""`sandbox line` on an attached engine."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine import Engine, token
from sandbox.settings import Settings
from tests.conftest import sandbox_at
from tests.repository import CLONE
from tests.sandbox.datacentre.http_client import line, put, router_side


def run(project: Settings, endpoint: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {
        "PATH": "/usr/bin:/bin",
        "HOME": "/nowhere",
        "COLUMNS": "200",
        "PYTHONPATH": str(CLONE),
        "CAUSEWAY_ROOT": str(project.root),
        "CAUSEWAY_ESTATE": str(CLONE / "estate.yaml"),
        "CAUSEWAY_ENGINE": "attach",
        "CAUSEWAY_ENDPOINT": endpoint,
    }
    program = "from sandbox.cli import main; main()"
    command = [sys.executable, "-c", program, "line", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env)


@pytest.mark.engine
def test_a_line_is_listed_cut_and_restored(engine: Engine, tmp_path: Path) -> None:
    project = sandbox_at(tmp_path)
    token.write(project, str(engine.token))
    name = f"line-{secrets.token_hex(4)}"
    put(engine, {"asn": 65010, "prefixes": [], "lines": [line(name, legacy=router_side(101, 64600))]})

    def found() -> dict[str, Any]:
        listed = run(project, engine.endpoint, "list", "--json")
        assert listed.returncode == 0, listed.stderr
        return dict(next(it for it in json.loads(listed.stdout) if it["name"] == name))

    assert found()["state"] == "waiting"
    cut = run(project, engine.endpoint, "down", name, "--reason", "an excavator")
    assert cut.stdout == f"Line {name} (EqDC2) is down: an excavator.\n"
    assert (found()["state"], found()["reason"]) == ("down", "an excavator")
    assert name in run(project, engine.endpoint, "list").stdout
    restored = run(project, engine.endpoint, "up", name)
    assert restored.stdout == f"Line {name} (EqDC2) is not cut; its connection is waiting.\n"
    unknown = run(project, engine.endpoint, "down", f"{name}x")
    assert unknown.returncode == 1
    assert f"No line '{name}x'. Similar: {name}" in " ".join(unknown.stderr.split())
