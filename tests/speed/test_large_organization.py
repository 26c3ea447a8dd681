"""Time and memory of `sandbox iam matrix` and `why` on an export of 200 accounts with 50 roles each."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.speed.large_export import write_large_export

pytestmark = pytest.mark.speed

_ACCOUNTS, _ROLES = 200, 50
_ROLE = "arn:aws:iam::100000000000:role/app/role-0"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("large")
    write_large_export(made, _ACCOUNTS, _ROLES)
    return made


def _measured(folder: Path, *arguments: str) -> str:
    """Run a command on the export; return its CPU seconds and its largest memory."""
    program = "from sandbox.cli import main; main()"
    command = (sys.executable, "-c", program, "iam", *arguments, "--snapshot", str(folder))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "COLUMNS": "200"})
    assert done.returncode in {0, 3}, done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{used:.1f} s of CPU, {after.ru_maxrss / 1024:.0f} MB at most"


def test_why_in_a_large_organization(folder: Path) -> None:
    print(f"\nwhy, {_ACCOUNTS} x {_ROLES}: {_measured(folder, 'why', _ROLE, 's3:GetObject')}")


def test_the_matrix_of_one_action(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "one.csv"
    used = _measured(folder, "matrix", "--action", "s3:DeleteBucket", "--csv", str(table))
    print(f"\nmatrix of one action, {_ACCOUNTS} x {_ROLES}: {used}, {table.stat().st_size:,} bytes")


def test_the_matrix_of_every_action(folder: Path) -> None:
    print(f"\nmatrix of every action, {_ACCOUNTS} x {_ROLES}: {_measured(folder, 'matrix', '--csv', '/dev/null')}")
