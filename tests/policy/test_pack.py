"""The real Pulumi CLI previews with the policy pack: it lets the program pass, and refuses one without its boundary."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from estate import load
from sandbox import provider, toolchain
from sandbox.deploy import environment, preview, secrets
from sandbox.settings import CLONE, Settings

pytest.importorskip(
    "pulumi_policy", reason="pulumi-policy, the extra `policy`, asks for an older protobuf than the lock"
)

pytestmark = pytest.mark.pulumi


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The clone's files as they stand, without its state."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CLONE,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        file = CLONE / name
        if file.is_file():
            (tmp_path / "copy" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "copy" / name).write_bytes(file.read_bytes())
    return tmp_path / "copy"


@pytest.fixture
def variables(copy: Path, settings: Settings) -> Iterator[dict[str, str]]:
    """The environment of plain `pulumi` in the copy, with nothing running."""
    state = copy / ".sandbox"
    backend = state / "stacks"
    backend.mkdir(parents=True)
    tools = toolchain.ensure(replace(settings, root=copy), print)
    secrets.passphrase_file(state)
    provider.install(environment.home(state), Path(sys.executable))
    planned = preview._planned(load(copy / "estate.yaml"))
    yield {**environment.inherited(os.environ), **environment.pulumi(state, backend, tools.bin), **planned}
    provider.stop(environment.home(state))


def previewed(copy: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    def pulumi(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["pulumi", *arguments, "--stack", "all", "--non-interactive", "--color", "never"]
        return subprocess.run(command, cwd=copy, env=variables, capture_output=True, text=True, check=False)

    pulumi("stack", "init")
    return pulumi("preview", "--policy-pack", str(copy / "policy"))


def test_the_estate_passes(copy: Path, variables: dict[str, str]):
    done = previewed(copy, variables)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "causeway@v" in done.stdout


def test_a_preview_in_which_a_boundary_is_gone_is_refused(copy: Path, variables: dict[str, str]):
    jobs = copy / "accounts" / "jobs.py"
    text = jobs.read_text()
    line = "            permissions_boundary=self._args.boundary_arn,\n"
    assert line in text
    jobs.write_text(text.replace(line, ""))
    done = previewed(copy, variables)
    assert done.returncode != 0
    assert "mandatory" in done.stdout
    assert "nobody in a department lifts a boundary" in done.stdout
    assert "it has no boundary at all" in done.stdout
