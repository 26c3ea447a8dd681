"""Locate the files that the distribution ships beside its code: dependency locks and the reference estate.

A wheel holds them under `sandbox/data/`; in a source checkout they are at the repository's top.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
"""The folder of the `sandbox` package."""

_DATA = PACKAGE / "data"
_CHECKOUT = PACKAGE.parent


def locks() -> Path:
    """Return the folder of the lock files."""
    packaged = _DATA / "locks"
    return packaged if packaged.is_dir() else _CHECKOUT / "locks"


def bare_estate() -> Path:
    """Return the estate file of a project that has only a Pulumi program: of it, the management account is used."""
    return PACKAGE / "scaffold" / "templates" / "bare-estate.yaml"


def reference_estate() -> Path:
    """Return the folder of the reference estate: program, estate file and policy tests."""
    packaged = _DATA / "examples" / "gilt"
    return packaged if packaged.is_dir() else _CHECKOUT
