"""Tests of `sandbox.snapshot.plan.frames`."""

from __future__ import annotations

from pathlib import Path

from sandbox.origin import Origin
from sandbox.package_data import PACKAGE
from sandbox.snapshot.plan.frames import frames


def _trace(*positions: str) -> dict[str, object]:
    return {"stackTrace": [{"sourcePosition": f"project:///{position}"} for position in positions]}


def test_frames_are_those_of_the_projects_own_files(tmp_path: Path) -> None:
    found = frames(
        _trace(
            "../elsewhere/library.py#1,1",
            ".sandbox/venv/lib/python3.13/site-packages/pulumi/x.py#2,1",
            "sandbox/roles.py#3,5",
            "__main__.py#4,1",
        ),
        tmp_path,
        tmp_path,
    )
    assert found == (Origin("sandbox/roles.py", 3), Origin("__main__.py", 4))


def test_frames_of_the_sandbox_package_are_left_out() -> None:
    root = PACKAGE.parent
    assert frames(_trace("sandbox/deploy/up.py#1,1", "__main__.py#2,1"), root, root) == (Origin("__main__.py", 2),)


def test_frames_of_a_program_in_a_subfolder_are_relative_to_the_project(tmp_path: Path) -> None:
    found = frames(_trace("../shared/roles.py#7,1", "__main__.py#2,1", "../../x.py#1,1"), tmp_path, tmp_path / "infra")
    assert found == (Origin("shared/roles.py", 7), Origin("infra/__main__.py", 2))
