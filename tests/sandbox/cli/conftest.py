"""Terminals of the tests of tables."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from sandbox.cli import console, tables


@pytest.fixture(params=[40, 60, 80, 200])
def shown(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Return what is printed on a terminal of a width; one for each of several widths."""
    written = io.StringIO()
    terminal = Console(file=written, width=request.param, force_terminal=True, color_system=None)
    for module in (console, tables):
        monkeypatch.setattr(module, "out", terminal)
    return written.getvalue
