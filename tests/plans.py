"""Plans of the reference estate's program, by the Pulumi CLI with nothing running."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox import toolchain
from sandbox.emulated.organizations.account_ids import planned_account_id
from sandbox.estate import load
from sandbox.provider import install as provider
from sandbox.settings import Settings
from tests.repository import CLONE

UNREACHABLE = "http://127.0.0.1:9"
KEYS = {"line-east": {"legacy": "not-for-the-plan", "transit": "not-for-the-plan"}}
"""BGP keys, as stack configuration gives them to the program."""

_PACKAGES = ("accounts", "network")
_FILES = ("Pulumi.yaml", "__main__.py")

_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""Pulumi's placeholder for an unknown value in a plan."""

type Resource = Mapping[str, Any]
"""A resource's planned state, as Pulumi writes it."""

type Plan = Mapping[str, Resource]
"""Resources by `type::name`, after the types of their parents."""


def copy_program(folder: Path) -> None:
    """Copy the reference estate's program, beside which Pulumi writes stack settings."""
    for package in _PACKAGES:
        shutil.copytree(CLONE / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for file in _FILES:
        shutil.copy(CLONE / file, folder)


class Planner:
    """Plans of a copy of the program, which leaves the clone's stack settings unchanged."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        tools = toolchain.ensure(settings, print)
        self._copy = folder / "project"
        copy_program(self._copy)
        self._home, backend = folder / "home", folder / "stacks"
        self._home.mkdir()
        backend.mkdir()
        provider.install(self._home, Path(sys.executable))
        self._environment = os.environ | {
            "PATH": os.pathsep.join([str(tools.bin), str(Path(sys.executable).parent), os.environ["PATH"]]),
            "PULUMI_HOME": str(self._home),
            "PULUMI_BACKEND_URL": backend.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "test",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "AWS_ENDPOINT_URL": UNREACHABLE,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
        }

    def plan(self, estate: Path, stack: str, **configuration: str) -> Plan:
        """Return the `pulumi preview` of an estate that is not deployed."""
        management = load(estate).organization.management
        environment = self._environment | {"AWS_ACCESS_KEY_ID": planned_account_id(management.email)}
        self._run(environment, "stack", "select", "--create", stack)
        for key, value in {"estate": str(estate), **configuration}.items():
            self._run(environment, "config", "set", f"causeway:{key}", value)
        self._run(environment, "config", "set", "--secret", "causeway:bgpKeys", json.dumps(KEYS))
        steps = json.loads(self._run(environment, "preview", "--json"))["steps"]
        for key in configuration:
            self._run(environment, "config", "rm", f"causeway:{key}")
        return {step["urn"].split("::", 2)[2]: step["newState"] for step in steps}

    def outputs(self, program: str, stack: str) -> Any:
        """Run a program without resources as a stack of the same project; return its outputs."""
        folder = self._copy.with_name("lines")
        folder.mkdir(exist_ok=True)
        shutil.copy(CLONE / "Pulumi.yaml", folder)
        (folder / "__main__.py").write_text(program)
        environment = self._environment | {"PYTHONPATH": str(self._copy)}
        self._run(environment, "stack", "select", "--create", stack, folder=folder)
        self._run(environment, "up", "--yes", "--skip-preview", folder=folder)
        return json.loads(self._run(environment, "stack", "output", "--json", folder=folder))

    def preview(self, program: str, stack: str) -> Plan:
        """Return the `pulumi preview` of another program in its own folder, as a stack of the same project."""
        folder = self._copy.with_name(stack)
        folder.mkdir(exist_ok=True)
        shutil.copy(CLONE / "Pulumi.yaml", folder)
        (folder / "__main__.py").write_text(program)
        environment = self._environment | {"AWS_ACCESS_KEY_ID": "111111111111"}
        self._run(environment, "stack", "select", "--create", stack, folder=folder)
        steps = json.loads(self._run(environment, "preview", "--json", folder=folder))["steps"]
        return {step["urn"].split("::", 2)[2]: step["newState"] for step in steps}

    def stop(self) -> None:
        """Stop the provider's process."""
        provider.stop(self._home)

    def _run(self, environment: dict[str, str], *arguments: str, folder: Path | None = None) -> str:
        done = subprocess.run(
            ["pulumi", "--non-interactive", *arguments],
            cwd=folder or self._copy,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def resources_of(plan: Plan, token: str) -> dict[str, Resource]:
    """Return the resources of a type by name; assert that there is at least one."""
    found = {urn.rpartition("::")[2]: state for urn, state in plan.items() if state["type"] == token}
    assert found, f"the plan has no {token}"
    return found


def has_type(plan: Plan, token: str) -> bool:
    """Return whether a plan has a resource of a type; assert that the plan is not empty."""
    assert plan, "the plan is empty"
    return any(state["type"] == token for state in plan.values())


def unknown_inputs(plan: Plan) -> list[str]:
    """Return the resources with an input that is unknown before the update."""
    assert plan, "the plan is empty"
    return [urn for urn, state in plan.items() if _UNKNOWN in json.dumps(state.get("inputs", {}))]


def inputs(plan: Plan, token: str) -> dict[str, dict[str, Any]]:
    """Return the inputs of the resources of a type by name; assert that there is at least one."""
    return {name: dict(state["inputs"]) for name, state in resources_of(plan, token).items()}


def account_of(state: Resource) -> str:
    """Return the account that a resource is created in."""
    return str(state["provider"].split("::")[-2])


def depends_on(state: Resource, name: str) -> set[str]:
    """Return the names of the resources that an input depends on."""
    return {urn.rpartition("::")[2] for urn in state["propertyDependencies"].get(name, ())}


def dependencies(state: Resource) -> set[str]:
    """Return the types and names, `type::name`, of the resources that must be created first."""
    return {urn.rpartition("$")[2] for urn in state.get("dependencies", ())}
