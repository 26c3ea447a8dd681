"""Paths and links in the repository's pages exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", ".github/PULL_REQUEST_TEMPLATE.md")
PATH = re.compile(r"`(\.?[\w-]+(?:/[\w.-]+)*/?(?:\.\w+)?)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
PLACEHOLDERS = {"NAME", "SERVICE"}
TOP = {entry.name for entry in ROOT.iterdir()} - {"site", "build"}


def paths(text: str) -> list[str]:
    """Return the paths in code spans: those whose first part is in the repository's root."""
    return [path for path in PATH.findall(text) if "/" in path and path.split("/")[0] in TOP]


def without_placeholders(path: str) -> str:
    """Return the folder of a placeholder, or the path itself."""
    parts = path.split("/")
    place = next((i for i, part in enumerate(parts) if set(re.findall("[A-Z]+", part)) & PLACEHOLDERS), len(parts))
    return "/".join(parts[:place])


def test_every_path_in_contributing_exists() -> None:
    named = paths((ROOT / "CONTRIBUTING.md").read_text())
    assert len(named) > 30
    assert [path for path in named if not (ROOT / without_placeholders(path)).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_targets_a_file(page: str) -> None:
    file = ROOT / page
    assert [link for link in LINK.findall(file.read_text()) if not (file.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("sandbox/estate/rules/NAME.py", "sandbox/estate/rules"),
        ("sandbox/emulated/NAME/__init__.py", "sandbox/emulated"),
        ("sandbox/emulated/SERVICE/test_NAME.py", "sandbox/emulated"),
        ("sandbox/estate/rules/tables.py", "sandbox/estate/rules/tables.py"),
    ],
)
def test_a_placeholder_is_in_an_existing_folder(path: str, folder: str) -> None:
    assert paths(f"see `{path}`.") == [path]
    assert without_placeholders(path) == folder
