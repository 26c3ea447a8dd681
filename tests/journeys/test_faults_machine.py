"""Failures of the machine: each ends in a message, and the next `up` succeeds."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.clone import Clone

pytestmark = pytest.mark.journey

NO_NETWORK = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "GOPROXY": "off"}
"""Every proxy is a port on which nothing listens."""


def path_with(folder: Path, *tools: str) -> str:
    """Return a PATH with these tools of the machine and the content of the folder."""
    for tool in tools:
        found = shutil.which(tool)
        if found is not None and not (folder / tool).exists():
            (folder / tool).symlink_to(found)
    return str(folder)


def test_without_go_and_network_the_message_names_what_to_install(empty: Clone, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    output = empty.refusal_of("up", PATH=path_with(tmp_path, "sh", "env"), CAUSEWAY_CACHE=str(cache), **NO_NETWORK)
    assert "no Pulumi CLI on PATH" in output
    assert "Install Pulumi" in output
    empty.output_of("up")


def test_an_outdated_pulumi_is_named_where_no_other_is_available(empty: Clone, tmp_path: Path) -> None:
    old = tmp_path / "pulumi"
    old.write_text("#!/bin/sh\necho v3.100.0\n")
    old.chmod(0o755)
    cache = tmp_path / "cache"
    output = empty.refusal_of("up", PATH=path_with(tmp_path, "sh", "env"), CAUSEWAY_CACHE=str(cache), **NO_NETWORK)
    assert "3.100.0" in output
    assert "3.200.0 or newer" in output
    empty.output_of("up")


@pytest.fixture
def small_disk(empty: Clone) -> Iterator[Path]:
    """The folder of the stacks' state on a separate disk that is nearly full."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    state = empty.root / ".sandbox" / "state"
    state.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(state)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"mounting is not permitted: {mounted.stderr.strip()}")
    try:
        yield state
    finally:
        subprocess.run(["umount", str(state)], check=False)


def test_a_full_disk_is_reported_and_the_next_up_succeeds(empty: Clone, small_disk: Path) -> None:
    output = empty.refusal_of("up")
    assert "No space left on the disk" in output
    assert "`sandbox up`" in output
    subprocess.run(["umount", str(small_disk)], check=True)
    empty.output_of("up")
    assert empty.status()["engine"]["healthy"]
