"""Pages that come from the code are what the code makes of them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_page_is_stale(generate: ModuleType) -> None:
    assert generate.stale() == []


def test_the_reference_tells_every_key_of_the_estate_file(generate: ModuleType) -> None:
    page = generate.estate_page()
    told = [line for line in page.splitlines() if line.startswith("| `")]
    assert len(told) > 50
    assert [line for line in told if not line.split("|")[-2].strip()] == []
