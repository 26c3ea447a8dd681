"""Generated pages are up to date."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from docs import architecture_page, estate_page, generate, import_graph

TEMPLATES = import_graph.ROOT / "sandbox" / "scaffold" / "templates"
"""Files that `sandbox init` writes into a project, which are not packages of this repository."""


@pytest.fixture
def copied_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of the pages that a test may change."""
    for name in (*generate.PAGES, *generate.REGIONS):
        shutil.copy(generate.HERE / name, tmp_path / name)
    monkeypatch.setattr(generate, "HERE", tmp_path)
    return tmp_path


def test_every_page_is_up_to_date() -> None:
    assert generate.PAGES
    assert generate.REGIONS
    assert generate.stale() == []


@pytest.mark.parametrize("name", generate.REGIONS)
def test_an_edit_inside_a_generated_region_makes_the_page_stale(copied_pages: Path, name: str) -> None:
    region = next(iter(generate.REGIONS[name]))
    page = copied_pages / name
    page.write_text(page.read_text().replace(f"<!-- end: {region} -->", f"by hand\n<!-- end: {region} -->"))
    assert generate.stale() == [name]


def test_a_page_without_its_region_is_refused_by_name(copied_pages: Path) -> None:
    page = copied_pages / "architecture.md"
    page.write_text(page.read_text().replace("<!-- generated: packages -->", ""))
    with pytest.raises(ValueError, match=r"docs/architecture\.md has no region 'packages'"):
        generate.stale()


def test_the_reference_describes_every_key_of_the_estate_file() -> None:
    rows = [line for line in estate_page.page().splitlines() if line.startswith("| `")]
    assert len(rows) > 50
    assert [line for line in rows if not line.split("|")[-2].strip()] == []


def test_the_architecture_page_names_every_package() -> None:
    """Every folder with Python files is on the page. Looking for `__init__.py` would miss folders without it."""
    page = (generate.HERE / "architecture.md").read_text()
    named = set(re.findall(r"^\| `([\w.]+)` \|", page, re.MULTILINE))
    roots = import_graph.settings()["root_packages"]
    folders = {
        file.parent.relative_to(import_graph.ROOT)
        for root in roots
        for file in (import_graph.ROOT / root).rglob("*.py")
        if file.parent != import_graph.ROOT / import_graph.DISTRIBUTION and TEMPLATES not in file.parents
    }
    assert len(folders) > 30
    for folder in folders:
        dotted = ".".join(folder.parts)
        top = ".".join(folder.parts[: 2 if folder.parts[0] == import_graph.DISTRIBUTION else 1])
        assert (dotted if dotted == top else dotted.removeprefix(f"{top}.")) in named, dotted


def test_every_package_states_its_purpose() -> None:
    for package in import_graph.packages():
        for name, purpose in [(package.name, package.purpose), *import_graph.nested(package.name)]:
            assert purpose.endswith("."), f"{name}: {purpose}"
            assert "?" not in purpose, f"{name}: a statement, not a question: {purpose}"


def test_the_imports_of_a_package_are_those_of_its_modules() -> None:
    imports = {package.name: package.imports for package in import_graph.packages()}
    assert imports["accounts"] == ("sandbox.estate",)
    assert imports["sandbox.facts"] == ()
    assert "sandbox.deploy" in imports["sandbox.cli"]


def test_every_import_rule_is_on_the_page() -> None:
    rules = architecture_page.import_rules()
    contracts = import_graph.settings()["contracts"]
    assert contracts
    for contract in contracts:
        assert contract["name"][1:] in rules
