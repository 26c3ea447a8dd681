"""The policy pack in the real Pulumi CLI: the program passes, and is refused without its guardrails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import toolchain
from sandbox.deploy import environment, preview, program_host, secrets
from sandbox.estate import load
from sandbox.provider import install as provider
from sandbox.settings import Settings
from tests.repository import CLONE

pytestmark = pytest.mark.pulumi

LONGEST = 100
"""The most lines that all violations may have together, to stay readable."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the working tree; each test undoes what it cuts."""
    root = tmp_path_factory.mktemp("pack") / "copy"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CLONE,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        file = CLONE / name
        if file.is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(file.read_bytes())
    return root


@pytest.fixture(scope="module")
def variables(copy: Path, settings: Settings) -> Iterator[dict[str, str]]:
    """Yield the environment of plain `pulumi` in the copy, as `sandbox env` prints it, without a running engine."""
    state = copy / ".sandbox"
    backend = state / "stacks"
    backend.mkdir(parents=True)
    tools = toolchain.ensure(replace(settings, project=replace(settings.project, root=copy)), print)
    secrets.passphrase_file(state)
    provider.install(environment.home(state), Path(sys.executable))
    planned = preview._planned(load(copy / "estate.yaml"))
    pulumi = {**environment.pulumi(state, backend, tools.bin), **program_host.variables(state)}
    variables = {**environment.inherited(os.environ), **pulumi, **planned}
    program_host.start(copy, state)
    subprocess.run(["pulumi", "stack", "init", "all"], cwd=copy, env=variables, capture_output=True, check=True)
    yield variables
    program_host.stop(state)
    provider.stop(environment.home(state))


@pytest.fixture
def cut(copy: Path) -> Iterator[Cut]:
    """Yield a function that removes or replaces text in the copy's files until the test ends."""
    changed = Cut(copy)
    yield changed
    changed.undo()


class Cut:
    """Edits of files under a root, which can be undone."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._before: dict[Path, str] = {}

    def __call__(self, name: str, text: str, replacement: str = "") -> None:
        file = self._root / name
        before = file.read_text()
        assert before.count(text) == 1
        self._before.setdefault(file, before)
        file.write_text(before.replace(text, replacement))

    def undo(self) -> None:
        for file, text in self._before.items():
            file.write_text(text)


def pulumi(copy: Path, variables: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["pulumi", *arguments, "--stack", "all", "--non-interactive", "--color", "never"]
    command += ["--policy-pack", "policy"]
    return subprocess.run(command, cwd=copy, env=variables, capture_output=True, text=True, check=False)


def violations(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Return the text of each violation by the title of its test."""
    failed = done.stdout.partition("Policies:")[2].partition("Diagnostics:")[0]
    found = re.split(r"- \[mandatory\].*\n.*\n", failed)[1:]
    return {text.strip().partition("\n")[0].strip(): text for text in found}


def line_of(copy: Path, name: str, text: str) -> str:
    lines = (copy / name).read_text().splitlines()
    return f"{name}:{1 + next(n for n, line in enumerate(lines) if text in line)}"


def test_the_estate_passes(copy: Path, variables: dict[str, str]):
    done = pulumi(copy, variables, "preview")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "causeway@v" in done.stdout
    assert violations(done) == {}


def test_a_preview_without_a_boundary_is_refused(copy: Path, variables: dict[str, str], cut: Cut):
    cut("accounts/jobs.py", "            permissions_boundary=self._args.boundary_arn,\n")
    done = pulumi(copy, variables, "preview")
    assert done.returncode != 0
    failed = violations(done)
    escalation = failed["no job escalates past its boundary"]
    assert re.search(r"role \w+/deployer.cannot_escape_boundary\(\): it has no permissions boundary", escalation)
    assert line_of(copy, "accounts/jobs.py", "aws.iam.Role(") in escalation
    assert "tests/intents/test_boundary.py::test_no_job_escalates_past_its_boundary" in escalation
    federation = failed["no job adds an identity provider"]
    assert "policy boundary does not exist" in federation
    assert line_of(copy, "accounts/jobs.py", "aws.iam.Role(") in federation
    assert sum(len(text.splitlines()) for text in failed.values()) < LONGEST


def test_an_update_with_violations_is_refused_before_it_creates_resources(
    copy: Path, variables: dict[str, str], cut: Cut
):
    cut("estate.yaml", "departments: [protect-boundary, protect-baseline, ", "departments: [protect-baseline, ")
    cut("accounts/trust.py", '"Principal": {"AWS": f"arn:aws:iam::{account_id}:root"}', '"Principal": {"AWS": "*"}')
    done = pulumi(copy, variables, "up", "--yes")
    assert done.returncode != 0
    failed = violations(done)
    lifts = failed["no job removes a boundary"]
    assert "policy protect-boundary is attached to nothing" in lifts
    assert line_of(copy, "estate.yaml", "departments: [protect-baseline, ") in lifts
    assert "sts:AssumeRole" in failed["no principal enters the account of another department"]
    assert sum(len(text.splitlines()) for text in failed.values()) < LONGEST
    command = ["pulumi", "stack", "--stack", "all", "--show-urns", "--non-interactive", "--color", "never"]
    after = subprocess.run(command, cwd=copy, env=variables, capture_output=True, text=True, check=True)
    assert "aws:" not in after.stdout
