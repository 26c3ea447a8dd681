"""Name and version of the installed distribution."""

from __future__ import annotations

from importlib.metadata import version

NAME = "causeway"


def installed_version() -> str:
    """Return the version of the installed package, from its metadata."""
    return version(NAME)
