"""The files of a new project: a valid estate, its program, policy tests, a schema and a workflow."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from ruamel.yaml import YAML

from sandbox import estate, policytest, project
from sandbox.estate import load
from sandbox.package_data import reference_estate
from sandbox.scaffold.contents import SCHEMA, Files, files, project_name
from sandbox.scaffold.write import write


@pytest.fixture(params=[None, "gilt"], ids=["small", "gilt"])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A new project."""
    return write(tmp_path / "acme", request.param).folder


def test_the_estate_is_valid_and_names_its_schema_to_the_editor(written: Path) -> None:
    first = (written / "estate.yaml").read_text().splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA}"
    assert json.loads((written / SCHEMA).read_text())["title"] == "Causeway estate"
    assert load(written / "estate.yaml").departments


def test_the_small_estate_has_two_departments(tmp_path: Path) -> None:
    assert load(write(tmp_path).folder / "estate.yaml").departments == ("shop", "data")


def test_the_folder_is_a_project_with_program_and_policy_tests(written: Path) -> None:
    found = project.find(written / "tests")
    assert (found.root, found.name, found.estate) == (written, "acme", written / "estate.yaml")
    assert found.program == written
    assert list((written / "tests" / "intents").glob("test_*.py"))
    assert found.policy_tests == (written / "tests" / "intents",)


def test_the_program_is_the_reference_estates(written: Path) -> None:
    for name in ("__main__.py", "accounts/layers.py", "network/hub.py", "policy/__main__.py"):
        assert (written / name).read_text() == (reference_estate() / name).read_text()
    assert not list(written.rglob("*.pyc"))


def test_the_program_and_its_policy_tests_import_public_names_alone(written: Path) -> None:
    public = {
        *(("sandbox.estate", name) for name in estate.__all__),
        *(("sandbox.policytest", name) for name in policytest.__all__),
    }
    imports = {
        (module, name)
        for part in ("accounts", "network", "tests", "__main__.py")
        for file in ((written / part).rglob("*.py") if (written / part).is_dir() else [written / part])
        for module, name in _imported(file)
        if module.partition(".")[0] == "sandbox"
    }
    assert {module for module, _ in imports} == {"sandbox.estate", "sandbox.policytest"}
    assert imports <= public


def _imported(file: Path) -> Iterator[tuple[str, str]]:
    """Yield module and name of each import in a file; the name is empty where a whole module is imported."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def test_the_workflow_runs_existing_commands(written: Path) -> None:
    workflow = YAML(typ="safe").load(written / ".github" / "workflows" / "estate.yaml")
    commands = [step["run"] for step in workflow["jobs"]["estate"]["steps"] if "run" in step]
    assert commands == [
        "pip install 'causeway[sandbox]'",
        """echo "version=$(sandbox --version | tr ' ' -)" >> "$GITHUB_OUTPUT\"""",
        "sandbox estate check",
        "pytest tests/intents",
        "sandbox up",
        "pytest tests/intents --snapshot live",
        "sandbox down",
    ]


def test_the_workflow_caches_by_the_installed_version(written: Path) -> None:
    workflow = YAML(typ="safe").load(written / ".github" / "workflows" / "estate.yaml")
    steps = workflow["jobs"]["estate"]["steps"]
    printing = next(number for number, step in enumerate(steps) if "sandbox --version" in step.get("run", ""))
    caching = next(number for number, step in enumerate(steps) if "cache" in step.get("uses", ""))
    assert printing < caching
    assert (
        steps[caching]["with"]["key"]
        == f"${{{{ steps.{steps[printing]['id']}.outputs.version }}}}-${{{{ runner.os }}}}"
    )


def test_the_same_name_gives_the_same_files() -> None:
    found: Files = files("acme")
    assert found == files("acme")
    assert list(found) == sorted(found)
    assert PurePosixPath("tests/intents/conftest.py") not in found


@pytest.mark.parametrize(
    ("folder", "name"), [("acme", "acme"), ("acme shop (1)", "acme-shop-1"), ("...", "estate"), ("äöü", "estate")]
)
def test_a_project_is_named_after_its_folder(folder: str, name: str) -> None:
    assert project_name(Path("/x") / folder) == name
