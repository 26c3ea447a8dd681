"""A missing package of the extra is one error that names what to install."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from sandbox import extras
from sandbox.extras import ExtraMissing
from tests.repository import CLONE


def test_a_missing_package_of_the_extra_names_what_to_install() -> None:
    with (
        pytest.raises(ExtraMissing, match=r"`pulumi` is not installed.*pip install 'causeway\[sandbox\]'"),
        extras.required(),
    ):
        raise ModuleNotFoundError("No module named 'pulumi.automation'", name="pulumi.automation")


def test_any_other_missing_module_is_not_changed() -> None:
    with pytest.raises(ModuleNotFoundError, match="mine"), extras.required():
        raise ModuleNotFoundError("No module named 'mine'", name="mine")


def test_the_extra_is_what_pyproject_names() -> None:
    project = tomllib.loads((CLONE / "pyproject.toml").read_text())["project"]
    named = {name.split(">")[0].replace("-", "_") for name in project["optional-dependencies"][extras.SANDBOX]}
    assert extras.PACKAGES - {"grpc"} == named - {"pip"}


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["estate", "check", "estate.yaml"]])
def test_the_command_line_works_without_the_packages_of_the_extra(command: list[str]) -> None:
    hidden = f"import sys; sys.modules.update(dict.fromkeys({sorted(extras.PACKAGES)}))"  # None: cannot be imported
    program = f"{hidden}; sys.argv = {['sandbox', *command]}; from sandbox.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program], cwd=CLONE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout
