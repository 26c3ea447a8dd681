"""The real Pulumi CLI with this provider: one program for each service family, from preview to destroy."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox import toolchain
from sandbox.provider import install as provider
from sandbox.provider.protobuf_values import UNKNOWN_TEXT
from sandbox.settings import Settings

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
SECRET = "open-sesame"
UNREACHABLE = "http://127.0.0.1:1"


@dataclass(frozen=True)
class Cli:
    """A project with one stack."""

    folder: Path
    environment: dict[str, str]

    def run(self, *arguments: str, endpoint: str | None = None) -> str:
        at = {} if endpoint is None else {"AWS_ENDPOINT_URL": endpoint}
        done = subprocess.run(
            ["pulumi", "--non-interactive", *arguments],
            cwd=self.folder,
            env={**self.environment, **at},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def plan(self) -> dict[str, Any]:
        """Return the plan of a preview without a running engine."""
        planned: dict[str, Any] = json.loads(self.run("preview", "--json", endpoint=UNREACHABLE))
        return planned


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A PULUMI_HOME with the plugin installed."""
    made = tmp_path_factory.mktemp("pulumi-home")
    provider.install(made, Path(sys.executable))
    yield made
    provider.stop(made)


@pytest.fixture
def cli(settings: Settings, home: Path, endpoint: str, account: str, tmp_path: Path) -> Cli:
    """A new stack in a new account."""
    tools = toolchain.ensure(settings, print)
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text("name: contract\nruntime: python\n")
    (tmp_path / "backend").mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PULUMI_"))},
        "PATH": os.pathsep.join([str(tools.bin), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PULUMI_HOME": str(home),
        "PULUMI_BACKEND_URL": (tmp_path / "backend").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "test",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }
    made = Cli(folder, environment)
    made.run("stack", "init", "dev")
    made.run("config", "set", "--secret", "word", SECRET)
    return made


@pytest.mark.pulumi
@pytest.mark.engine
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_is_previewed_deployed_refreshed_updated_replaced_and_destroyed(program: Path, cli: Cli):
    shutil.copyfile(program, cli.folder / "__main__.py")
    cli.run("config", "set", "step", "first")
    offline = cli.plan()
    assert {step["op"] for step in offline["steps"]} == {"create"}
    assert UNKNOWN_TEXT not in json.dumps([step["newState"].get("inputs") for step in offline["steps"]])

    cli.run("up", "--yes", "--skip-preview")
    cli.run("refresh", "--yes", "--expect-no-changes")
    for form, seen in (("changed", "updated"), ("replaced", "replaced")):
        cli.run("config", "set", "step", form)
        assert seen in cli.run("up", "--yes", "--skip-preview")
    cli.run("preview", "--expect-no-changes")

    assert SECRET not in cli.run("stack", "export")
    cli.run("destroy", "--yes", "--skip-preview")
    assert "resources" not in json.loads(cli.run("stack", "export"))["deployment"]
