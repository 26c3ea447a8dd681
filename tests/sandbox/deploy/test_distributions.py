"""The digest of the installed distributions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.deploy.distributions import digest, libraries

_SITE = "lib/python3.13/site-packages"


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment with a library and an editable install."""
    folder = tmp_path / "environment"
    site = folder / _SITE
    (site / "library").mkdir(parents=True)
    (site / "library" / "__init__.py").write_text("ACTIONS = []\n")
    (site / "library-1.0.dist-info").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "editable.py").write_text("ACTIONS = []\n")
    described = site / "editable-1.0.dist-info"
    described.mkdir()
    url = {"url": (tmp_path / "sources").as_uri(), "dir_info": {"editable": True}}
    (described / "direct_url.json").write_text(json.dumps(url))
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "linked.py").write_text("ACTIONS = []\n")
    (site / "linked.pth").write_text(f"import sys\n{tmp_path / 'linked'}\n")
    return folder


def _write(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text("ACTIONS = ['iam:*']\n")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_write(f"{_SITE}/library/__init__.py"), id="a changed file of a library"),
        pytest.param(_write(f"{_SITE}/library/data.json"), id="a new file of a library"),
        pytest.param(lambda folder: (folder / _SITE / "library-2.0.dist-info").mkdir(), id="nothing but a folder"),
        pytest.param(_write("../sources/editable.py"), id="the sources of an editable install"),
        pytest.param(_write("../linked/linked.py"), id="the sources that a .pth file names"),
    ],
)
def test_the_digest_changes_with_installed_files(
    environment: Path, tmp_path: Path, change: Callable[[Path], object], request: pytest.FixtureRequest
) -> None:
    before = digest(project=tmp_path / "project", virtualenv=environment)
    assert digest(project=tmp_path / "project", virtualenv=environment) == before
    change(environment)
    unchanged = digest(project=tmp_path / "project", virtualenv=environment) == before
    assert unchanged == ("nothing but a folder" in request.node.name)


@pytest.mark.parametrize("name", [".pytest_cache", ".sandbox", "__pycache__"])
def test_the_digest_stays_when_tools_write_beside_the_sources_of_an_editable_install(
    environment: Path, tmp_path: Path, name: str
) -> None:
    before = digest(project=tmp_path / "project", virtualenv=environment)
    (tmp_path / "sources" / name).mkdir()
    _write(f"../sources/{name}/kept.json")(environment)
    assert digest(project=tmp_path / "project", virtualenv=environment) == before
    _write("../sources/kept.json")(environment)
    assert digest(project=tmp_path / "project", virtualenv=environment) != before


def test_the_digest_excludes_the_projects_own_sources(environment: Path, tmp_path: Path) -> None:
    before = digest(project=tmp_path / "sources", virtualenv=environment)
    _write("../sources/editable.py")(environment)
    assert digest(project=tmp_path / "sources", virtualenv=environment) == before


def test_the_digest_includes_folders_of_pythonpath(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "extra").mkdir()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "extra"))
    before = digest(project=tmp_path / "project")
    (tmp_path / "extra" / "policies.py").write_text("ACTIONS = []\n")
    assert digest(project=tmp_path / "project") != before


def test_the_digest_of_the_libraries_covers_the_package_itself(tmp_path: Path) -> None:
    assert libraries(tmp_path) != digest(project=tmp_path)
    assert libraries(tmp_path) == libraries(tmp_path)
