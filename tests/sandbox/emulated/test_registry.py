from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from sandbox.emulated import registry
from sandbox.engine import Engine, endpoint
from sandbox.settings import Settings
from sandbox.toolchain import engine_python

PRINT_REGISTRY = """
import importlib, json, pkgutil
import sandbox.emulated
from localstack.aws.spec import load_service
from sandbox.emulated import registry
from sandbox.emulated.newer_models import loader
from sandbox.emulated.operation import MARK

loader.extend()

services = registry.services()
native = {name: sorted(registry.operations(service)) for name, service in services.items()}
unknown = {name: sorted(set(found) - set(load_service(name).operation_names)) for name, found in native.items()}
folders = tuple(service.package + "." for service in services.values() if service.package)
misplaced = [
    f"{info.name}.{name}"
    for info in pkgutil.walk_packages(sandbox.emulated.__path__, "sandbox.emulated.")
    if not info.name.startswith(folders)
    for name, found in vars(importlib.import_module(info.name)).items()
    if hasattr(found, MARK) and found.__module__ == info.name
]
print(json.dumps({"native": native, "unknown": unknown, "misplaced": misplaced}))
"""


@pytest.fixture(scope="module")
def registry_content(settings: Settings) -> dict[str, Any]:
    """The content of the registry in LocalStack's environment, where every module can be imported."""
    python = engine_python(settings, print)
    done = subprocess.run([str(python), "-c", PRINT_REGISTRY], capture_output=True, text=True, check=True, cwd="/")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_a_service_is_a_folder_with_a_base_and_botocores_name() -> None:
    found = registry.services()

    assert found["route53resolver"].package == "sandbox.emulated.route53resolver"
    assert found["ec2"].base == "localstack"
    assert all("_" not in name for name in found)
    assert "hybrid-network" not in found


@pytest.mark.engine
def test_every_native_operation_exists_in_its_service(registry_content: dict[str, Any]) -> None:
    assert {name: operations for name, operations in registry_content["unknown"].items() if operations} == {}


@pytest.mark.engine
def test_every_operation_is_in_the_folder_of_a_service(registry_content: dict[str, Any]) -> None:
    assert registry_content["misplaced"] == []


@pytest.mark.engine
def test_operations_are_discovered(registry_content: dict[str, Any]) -> None:
    assert "CreateConnection" in registry_content["native"]["directconnect"]
    assert "CreateOrganization" in registry_content["native"]["organizations"]


@pytest.mark.engine
def test_localstack_offers_every_emulated_service(engine: Engine) -> None:
    offered = endpoint.states(engine.endpoint)

    assert offered is not None
    assert set(registry.services()) <= set(offered)
