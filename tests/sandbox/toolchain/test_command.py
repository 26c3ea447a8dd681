from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.toolchain import command
from sandbox.toolchain.errors import NoSpaceLeft, ToolFailed


def test_the_output_of_a_tool_is_returned(tmp_path: Path) -> None:
    assert command.run(["/bin/sh", "-c", "echo output; pwd"], where=tmp_path) == f"output\n{tmp_path}\n"


def test_a_failing_tool_is_reported_with_its_last_lines(tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match="ended with status 3: no such module") as failed:
        command.run(["/bin/sh", "-c", "echo no such module >&2; exit 3"], where=tmp_path)

    assert failed.value.status == 3
    assert failed.value.next_step.startswith("Correct what it reports")


def test_a_full_disk_is_recognised_in_a_tools_output(tmp_path: Path) -> None:
    with pytest.raises(NoSpaceLeft, match="CAUSEWAY_CACHE"):
        command.run(["/bin/sh", "-c", "cat /etc/passwd > /dev/full"], where=tmp_path)


def test_free_space_is_checked_where_the_folder_will_be(tmp_path: Path) -> None:
    command.require_space(tmp_path / "not" / "there" / "yet", 1)

    with pytest.raises(NoSpaceLeft):
        command.require_space(tmp_path / "not" / "there" / "yet", 10**9)
