"""The estate file of `up` and `preview` where none is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox import engine
from sandbox.deploy import deployment
from sandbox.deploy.errors import DeployedFileMissing
from sandbox.deploy.estate_choice import with_deployed_file
from sandbox.package_data import bare_estate
from sandbox.settings import Settings, read
from tests.repository import CLONE
from tests.sandbox.deploy.records import RECORD, RUNNING

SMALL = CLONE / "tests" / "estates" / "small.yaml"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project with an estate file and a running engine, with nothing deployed."""
    monkeypatch.setattr(engine, "inspect", lambda _: RUNNING)
    (tmp_path / "estate.yaml").write_text(SMALL.read_text())
    (tmp_path / "other.yaml").write_text(SMALL.read_text())
    found = read({"root": str(tmp_path)}, {})
    found.state.mkdir()
    return found


def deploy(settings: Settings, file: str, instance: str = RUNNING.instance) -> None:
    record = replace(RECORD, instance=instance, root=str(settings.root), estate=file)
    deployment.save(settings.state, record)


def test_with_nothing_deployed_the_projects_estate_file_is_used(settings: Settings) -> None:
    lines: list[str] = []
    assert with_deployed_file(settings, lines.append) == settings
    deploy(settings, "other.yaml", instance="an-engine-that-is-gone")
    assert with_deployed_file(settings, lines.append) == settings
    assert lines == []


def test_the_deployed_estate_file_is_used_and_named_where_it_is_another(settings: Settings) -> None:
    lines: list[str] = []
    deploy(settings, "estate.yaml")
    assert with_deployed_file(settings, lines.append).estate == settings.estate
    assert lines == []
    deploy(settings, "other.yaml")
    assert with_deployed_file(settings, lines.append).estate == settings.root / "other.yaml"
    assert lines == ["other.yaml is deployed; --estate FILE names another estate"]


def test_a_project_without_an_estate_file_uses_the_deployed_one(settings: Settings) -> None:
    deploy(settings, "other.yaml")
    without = replace(settings, project=replace(settings.project, estate=None))
    assert with_deployed_file(without, print).estate == settings.root / "other.yaml"


def test_a_program_that_was_deployed_without_an_estate_file_stays_so_when_the_project_gets_one(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (tmp_path / "__main__.py").write_text("")
    settings = read({"root": str(tmp_path)}, {})
    deploy(settings, str(bare_estate()))
    lines: list[str] = []
    found = with_deployed_file(settings, lines.append)
    assert (found.project.estate, found.estate) == (None, bare_estate())
    assert lines == ["the program is deployed without an estate file; --estate estate.yaml names the project's"]


def test_a_damaged_record_is_left_to_up(settings: Settings) -> None:
    deployment.path(settings.state).write_text("{")
    assert with_deployed_file(settings, print) == settings


def test_a_deployed_file_that_is_missing_is_refused(settings: Settings) -> None:
    deploy(settings, "gone.yaml")
    with pytest.raises(DeployedFileMissing, match=r"gone\.yaml, which no longer exists"):
        with_deployed_file(settings, print)
