"""Name and version of the installed distribution."""

from __future__ import annotations

import tomllib

from sandbox import distribution
from tests.repository import CLONE


def test_name_and_version_are_those_of_the_project_file() -> None:
    declared = tomllib.loads((CLONE / "pyproject.toml").read_text())["project"]
    assert declared["name"] == distribution.NAME
    assert declared["version"] == distribution.installed_version()
