"""Generates what the pages take from the code: `python -m docs.generate` writes, `--check` names the stale pages.

Two kinds of page: those generated whole (`PAGES`), and those with generated regions between hand-written text
(`REGIONS`), each between the comments `<!-- generated: NAME -->` and `<!-- end: NAME -->`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from docs import architecture_page, estate_page, permissions_page, resource_policies, retired_words
from sandbox.provider import catalogue

HERE = Path(__file__).parent

PAGES: dict[str, Callable[[], str]] = {
    "estate.md": estate_page.page,
    "permissions.md": permissions_page.page,
    "resources.md": catalogue.page,
}

REGIONS: dict[str, dict[str, Callable[[], str]]] = {
    "architecture.md": {
        "packages": architecture_page.package_table,
        "import diagram": architecture_page.import_diagram,
        "nested packages": architecture_page.nested_tables,
        "import rules": architecture_page.import_rules,
    },
    "index.md": {"reference estate": estate_page.readme_diagram},
    "snapshots.md": {"resource policies": resource_policies.markdown},
    "glossary.md": {"retired words": retired_words.markdown},
}


def generated(name: str) -> str:
    """Return a page's text as the code makes it now."""
    if name in PAGES:
        return PAGES[name]()
    text = (HERE / name).read_text()
    for region, make in REGIONS[name].items():
        text = _filled(text, name, region, make())
    return text


def stale() -> list[str]:
    """Return the names of the pages that differ from what the code makes of them."""
    return [
        name
        for name in (*PAGES, *REGIONS)
        if not (HERE / name).exists() or (HERE / name).read_text() != generated(name)
    ]


def main() -> int:
    """Write the pages, or with `--check` name the stale ones and return 1 if there are any."""
    found = stale()
    if "--check" in sys.argv[1:]:
        for name in found:
            sys.stderr.write(f"docs/{name} is stale. `python -m docs.generate` writes it.\n")
        return 1 if found else 0
    for name in found:
        (HERE / name).write_text(generated(name))
    return 0


def _filled(text: str, name: str, region: str, content: str) -> str:
    start, end = f"<!-- generated: {region} -->\n", f"<!-- end: {region} -->"
    before, started, rest = text.partition(start)
    _, ended, after = rest.partition(end)
    if not started or not ended:
        message = f"docs/{name} has no region '{region}'. It starts with '{start.strip()}' and ends with '{end}'."
        raise ValueError(message)
    return f"{before}{start}\n{content}\n\n{end}{after}"


if __name__ == "__main__":
    sys.exit(main())
