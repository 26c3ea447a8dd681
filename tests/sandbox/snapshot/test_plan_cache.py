"""Tests of `sandbox.snapshot.plan_cache`: a small program, planned by the real Pulumi."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox import estate
from sandbox.settings import Settings, read
from sandbox.snapshot.plan_cache import project_plans
from tests.repository import CLONE

pytestmark = pytest.mark.pulumi

_PROGRAM = """
import importlib, json, os, pkgutil
from pathlib import Path
import pulumi
import workloads

here = Path(__file__).parent
modules = [importlib.import_module(f"workloads.{module.name}") for module in pkgutil.iter_modules(workloads.__path__)]
try:
    from shared_policies import ACTIONS
except ImportError:
    ACTIONS = []
config = pulumi.Config("shop").get("actions")
actions = [
    *(action for module in modules for action in module.ACTIONS),
    *json.loads((here / "workloads" / "shop.json").read_text()),
    *(here / "facts" / "actions.csv").read_text().split(),
    *ACTIONS,
    os.environ.get("SHOP_ACTIONS", ""),
    config or "",
    *(Path(os.environ["SHOP_OUTSIDE"]).read_text().split() if "SHOP_OUTSIDE" in os.environ else ()),
]
pulumi.ComponentResource("shop:policies:Actions", "actions", {"actions": [action for action in actions if action]})
"""
_PROJECT = "name: causeway\nruntime: python\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of a project whose program reads files, configuration, variables and a library."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("workloads", "facts", "libraries"):
        (root / folder).mkdir()
    (root / "Pulumi.yaml").write_text(_PROJECT)
    (root / "__main__.py").write_text(_PROGRAM)
    (root / "workloads" / "__init__.py").touch()
    (root / "workloads" / "shop.json").write_text("[]")
    (root / "facts" / "actions.csv").touch()
    (root / ".gitignore").write_text("Pulumi.*.yaml\n.sandbox/\n")
    shutil.copy(CLONE / "tests" / "estates" / "small.yaml", root / "estate.yaml")
    return read({"root": root}, {})


def _actions(settings: Settings, *, fresh: bool = False) -> list[str]:
    """Return the actions in the policy of the plan's only resource."""
    plans = project_plans(settings, estate.load(settings.estate), fresh=fresh)
    states = (step["newState"] for step in plans["all"]["steps"])
    (resource,) = [state for state in states if state["type"] == "shop:policies:Actions"]
    return list(resource["inputs"]["actions"])


def _write(name: str, text: str) -> Callable[[Settings, pytest.MonkeyPatch], None]:
    def change(settings: Settings, _: pytest.MonkeyPatch) -> None:
        (settings.root / name).write_text(text)

    return change


def _install(settings: Settings, patch: pytest.MonkeyPatch) -> None:
    """Install a library whose sources are outside of the project."""
    sources = settings.root.parent / "sources"
    sources.mkdir()
    (sources / "shared_policies.py").write_text("ACTIONS = []\n")
    patch.setenv("PYTHONPATH", str(sources))
    assert "iam:*" not in _actions(settings)
    (sources / "shared_policies.py").write_text("ACTIONS = ['iam:*']\n")


def _configure_outside(settings: Settings, _: pytest.MonkeyPatch) -> None:
    """Write stack configuration into a folder outside of the project that `stackConfigDir` names."""
    folder = settings.root.parent / "stacks"
    folder.mkdir()
    (settings.root / "Pulumi.yaml").write_text(f"{_PROJECT}stackConfigDir: ../stacks\n")
    assert "iam:*" not in _actions(settings)
    (folder / "Pulumi.all.yaml").write_text("config: {shop:actions: iam:*}\n")


def _set_variable(_: Settings, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("SHOP_ACTIONS", "iam:*")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_write("workloads/ci.py", "ACTIONS = ['iam:*']\n"), id="a new module"),
        pytest.param(_write("workloads/shop.json", '["iam:*"]'), id="a policy beside a module"),
        pytest.param(_write("facts/actions.csv", "iam:*\n"), id="a table"),
        pytest.param(_write("Pulumi.all.yaml", "config: {shop:actions: iam:*}\n"), id="stack configuration"),
        pytest.param(_configure_outside, id="stack configuration in the folder of stackConfigDir"),
        pytest.param(_set_variable, id="an environment variable"),
        pytest.param(_install, id="a library"),
    ],
)
def test_the_program_is_planned_again_after_a_change_of(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Settings, pytest.MonkeyPatch], None],
) -> None:
    before = _files(settings.root)
    assert "iam:*" not in _actions(settings)
    try:
        change(settings, monkeypatch)
        assert "iam:*" in _actions(settings)
    finally:
        for path in _files(settings.root).keys() - before.keys():
            path.unlink()
        for path, content in before.items():
            path.write_bytes(content)


def test_a_file_that_the_cache_key_does_not_cover_is_read_by_a_fresh_plan(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "actions"
    outside.touch()
    monkeypatch.setenv("SHOP_OUTSIDE", str(outside))
    assert _actions(settings) == []
    outside.write_text("iam:*")
    assert _actions(settings) == []  # cached: `plan_inputs` names files outside of the project as not covered
    assert _actions(settings, fresh=True) == ["iam:*"]
    assert _actions(settings) == ["iam:*"]


def test_processes_that_need_the_same_plan_make_it_one_time(settings: Settings, tmp_path: Path) -> None:
    made = tmp_path / "made"
    program = settings.root / "workloads" / "record.py"
    program.write_text(f"ACTIONS = []\nwith open({str(made)!r}, 'a') as file:\n    file.write('planned\\n')\n")
    plan_again = (
        "import sys; from pathlib import Path\n"
        "from sandbox import estate; from sandbox.settings import read\n"
        "from sandbox.snapshot.plan_cache import project_plans\n"
        "settings = read({'root': Path(sys.argv[1])}, {})\n"
        "print(len(project_plans(settings, estate.load(settings.estate))['all']['steps']))\n"
    )
    command = [sys.executable, "-c", plan_again, str(settings.root)]
    environment = os.environ | {"PYTHONPATH": str(CLONE)}
    try:
        both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        counts = [process.communicate()[0] for process in both]
    finally:
        program.unlink()
    assert counts[0] == counts[1] != ""
    assert made.read_text().splitlines() == ["planned"]


def _files(root: Path) -> dict[Path, bytes]:
    paths = (path for path in root.rglob("*") if path.is_file() and ".sandbox" not in path.parts)
    return {path: path.read_bytes() for path in paths if "__pycache__" not in path.parts}
