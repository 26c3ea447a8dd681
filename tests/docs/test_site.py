"""The documentation site is built from its lock, renders diagrams and loads nothing from other hosts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOADED = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?([^"'\s>]+)|<link\b[^>]*\bhref=["']?([^"'\s>]+)"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "tox", "run", "-q", "-e", "docs", "--", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.journey
def test_every_page_is_built(site: Path) -> None:
    pages = [page.stem for page in (ROOT / "docs").glob("*.md") if page.stem != "index"]
    assert len(pages) > 10
    assert [page for page in pages if not (site / page / "index.html").exists()] == []


@pytest.mark.journey
def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    loaded = {"".join(found): page.name for page in site.rglob("*.html") for found in LOADED.findall(page.read_text())}
    assert any(address.endswith(".css") for address in loaded)
    assert [address for address in loaded if "//" in address] == []


@pytest.mark.journey
def test_diagrams_are_rendered(site: Path) -> None:
    page = (site / "architecture" / "index.html").read_text()
    assert page.count("<svg id=") == (ROOT / "docs" / "architecture.md").read_text().count("```mermaid")
    assert "sequenceDiagram" not in page
