"""Finding the project upwards from a folder, and the paths in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox import project
from sandbox.estate import load
from sandbox.project import NoEstateFile, NoProgram, Project, ProjectInvalid
from sandbox.settings import Settings
from tests.repository import CLONE

PULUMI = "name: shop\nruntime: python\n"


def declared(folder: Path, text: str, name: str = "sandbox.toml") -> Path:
    """Write a project file into a folder, which is created where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize(
    ("name", "text"), [("sandbox.toml", 'stack = "dev"\n'), ("pyproject.toml", '[tool.causeway]\nstack = "dev"\n')]
)
def test_the_nearest_project_file_upwards_is_used(tmp_path: Path, name: str, text: str) -> None:
    declared(tmp_path, 'stack = "outer"\n')
    root = declared(tmp_path / "inner", text, name)
    deep = root / "services" / "api"
    deep.mkdir(parents=True)
    found = project.find(deep)
    assert (found.root, found.stack, found.file) == (root, "dev", root / name)


def test_a_pyproject_without_our_table_is_ignored(tmp_path: Path) -> None:
    declared(tmp_path, "")
    inner = declared(tmp_path / "inner", '[project]\nname = "causeway-user"\n', "pyproject.toml")
    assert project.find(inner).root == tmp_path


def test_two_project_files_in_one_folder_are_refused(tmp_path: Path) -> None:
    declared(tmp_path, "")
    declared(tmp_path, "[tool.causeway]\n", "pyproject.toml")
    with pytest.raises(ProjectInvalid, match=r"sandbox.toml: pyproject.toml beside it has \[tool.causeway\] too"):
        project.find(tmp_path)


@pytest.mark.parametrize("name", ["Pulumi.yaml", "Pulumi.yml", "estate.yaml"])
def test_without_a_project_file_a_program_or_an_estate_file_marks_the_project(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PULUMI)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert project.find(deep).root == tmp_path


def test_without_any_mark_the_folder_itself_is_an_empty_project(tmp_path: Path) -> None:
    found = project.find(tmp_path)
    assert (found.root, found.estate, found.program, found.file) == (tmp_path, None, None, None)


def test_parts_are_relative_to_the_project_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "Pulumi.yaml").write_text(PULUMI)
    text = 'estate = "company.yaml"\nprogram = "infra"\nstack = "dev"\npolicy_tests = ["checks", "more/checks"]\n'
    declared(tmp_path, text + "port = 4577\n")
    monkeypatch.chdir("/")
    found = project.find(tmp_path)
    assert found.estate == tmp_path / "company.yaml"
    assert (found.program, found.name, found.stack) == (tmp_path / "infra", "shop", "dev")
    assert found.policy_tests == (tmp_path / "checks", tmp_path / "more" / "checks")
    assert found.engine_settings == {"port": 4577}


def test_a_copy_of_the_project_has_its_parts_in_the_copy(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    one = Project(tmp_path / "one", elsewhere, tmp_path / "one" / "infra", policy_tests=(tmp_path / "one" / "checks",))
    two = tmp_path / "two"
    assert one.moved_to(two) == Project(two, elsewhere, two / "infra", policy_tests=(two / "checks",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('polcy_tests = ["x"]', "no setting 'polcy_tests'. Similar: policy_tests"),
        ("zzz = 1", "no setting 'zzz'. Keys are estate, program, stack, policy_tests, engine"),
        ('root = "/"', "cannot move it"),
        ("= 1", "not TOML"),
        ("stack = 1", "`stack` is 1. Write a text"),
        ('estate = ""', "`estate` is ''"),
        ("policy_tests = [1]", r"`policy_tests` is \[1\]. Write a list"),
        ('program = "nowhere"', "nowhere holds no Pulumi.yaml"),
    ],
)
def test_an_invalid_project_file_is_refused_by_name_and_key(tmp_path: Path, text: str, message: str) -> None:
    declared(tmp_path, text)
    with pytest.raises(ProjectInvalid, match=message) as error:
        project.find(tmp_path)
    assert str(tmp_path / "sandbox.toml") in str(error.value)


@pytest.mark.parametrize("text", ["[tool]\ncauseway = 1\n", "[tool.causeway]\nstack =\n"])
def test_a_pyproject_with_a_value_in_place_of_the_table_is_refused(tmp_path: Path, text: str) -> None:
    declared(tmp_path, text, "pyproject.toml")
    with pytest.raises(ProjectInvalid, match=r"pyproject.toml: (\[tool.causeway\] is not a table|not TOML)"):
        project.find(tmp_path)


def test_a_missing_part_is_an_error_only_where_a_command_needs_it(tmp_path: Path) -> None:
    settings = Settings(Project(tmp_path), "host", None, None, tmp_path / "cache")
    with pytest.raises(NoEstateFile, match=r"has no estate file. `sandbox init` writes one"):
        _ = settings.estate
    with pytest.raises(NoProgram, match=r"has no Pulumi program \(no Pulumi.yaml\)"):
        _ = settings.program
    with pytest.raises(NoProgram):
        _ = settings.project.name


@pytest.mark.parametrize(("text", "message"), [("runtime: python\n", "has no name"), ("a: [", "not YAML")])
def test_a_pulumi_project_without_a_name_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "Pulumi.yaml").write_text(text)
    with pytest.raises(ProjectInvalid, match=message):
        _ = project.at(tmp_path).name


def test_this_repository_is_a_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CLONE / "tests")
    found = project.find(Path.cwd())
    assert (found.root, found.estate, found.program, found.name) == (CLONE, CLONE / "estate.yaml", CLONE, "causeway")
    assert found.policy_tests == (CLONE / "tests" / "intents",)


def test_a_program_without_an_estate_file_has_a_management_account(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text(PULUMI)
    settings = Settings(project.find(tmp_path), "host", None, None, tmp_path / "cache")
    assert load(settings.estate).organization.management.name == "management"
    with pytest.raises(NoEstateFile):
        _ = settings.own_estate
