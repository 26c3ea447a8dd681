"""Commands, options, make targets and pytest options in the pages exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.cli.default_command import DEFAULT
from tests.docs import public_names

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md")] + sorted((ROOT / "docs").glob("*.md"))
BLOCK = re.compile(r"^```(?:sh|yaml)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`((?:sandbox|make|pytest) [^`]+)`")
SHELL = re.compile(r"""\$\(|\)"|"\$\(|[;|<>]|&&""")


def commands(program: str) -> Iterator[tuple[str, list[str]]]:
    """Yield page name and arguments of each command line of a program in the pages."""
    for page in PAGES:
        text = page.read_text()
        lines = [line for block in BLOCK.findall(text) for line in block.splitlines()] + SPAN.findall(text)
        for line in lines:
            for part in SHELL.split(line.partition("  #")[0]):
                words = part.replace("- run:", "").replace('"', "").split()
                if words and words[0].rpartition("/")[2] == program:
                    yield page.name, words[1:]


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    """The options of each command line."""
    found: dict[str, set[str]] = {}
    for path, name in public_names.commands():
        found.setdefault(path, {"--help"})
        if name.startswith("-"):
            found[path].add(name)
    return found


def test_sandbox_commands_and_their_options_exist(known: dict[str, set[str]]) -> None:
    typed = list(commands("sandbox"))
    assert len(typed) > 40
    wrong = []
    for page, words in typed:
        path = "sandbox"
        for word in words:
            if f"{path} {word}" not in known:
                break
            path = f"{path} {word}"
        path = path if known[path] - {"--help"} else f"{path} {DEFAULT}" if f"{path} {DEFAULT}" in known else path
        options = {word.partition("=")[0].strip("[]") for word in words if word.strip("[").startswith("--")}
        if path == "sandbox" and words and not words[0].startswith("-") and not words[0].isupper():
            wrong.append(f"{page}: sandbox {' '.join(words)}: no such command")
        wrong.extend(f"{page}: {path} {option}: no such option" for option in sorted(options - known[path]))
    assert wrong == []


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    typed = list(commands("make"))
    assert len(typed) > 10
    assert [f"{page}: make {words[0]}" for page, words in typed if words[0] not in targets] == []


def test_pytest_options_exist() -> None:
    known_options = {option for _, option in public_names.pytest_options()} | {"--junitxml", "--quiet"}
    typed = list(commands("pytest"))
    assert typed
    used = {(page, word.partition("=")[0]) for page, words in typed for word in words if word.startswith("--")}
    assert used
    assert sorted(found for found in used if found[1] not in known_options) == []


@pytest.mark.parametrize(
    ("line", "program", "words"),
    [
        ('eval "$(sandbox env --account network)"', "sandbox", ["env", "--account", "network"]),
        ("- run: .sandbox/venv/bin/sandbox preview --json > plan.json", "sandbox", ["preview", "--json"]),
        ("sandbox up    # deploys", "sandbox", ["up"]),
    ],
)
def test_a_command_is_found_in_a_shell_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, program: str, words: list[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"```sh\n{line}\n```\n")
    monkeypatch.setattr(f"{__name__}.PAGES", [page])
    assert list(commands(program)) == [("page.md", words)]
