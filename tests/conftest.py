"""Fixtures of the session: one LocalStack, boto3 clients of it, and plans by the Pulumi CLI."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from localstack_client.config import get_service_ports
from localstack_client.session import Session

from sandbox import engine as sandbox_engine
from sandbox.engine import Engine, ports
from sandbox.project import Project, at
from sandbox.settings import Settings, user_cache
from sandbox.toolchain import environments
from tests import distribution
from tests.plans import Plan, Planner
from tests.repository import CLONE

# No deadline, as machines may be busy. Examples are the same in every run, so that a failure comes from a change;
# `make properties` searches for new counterexamples, and each that it finds becomes an `@example` of its property.
_SLOW = [HealthCheck.too_slow]
hypothesis_settings.register_profile("causeway", deadline=None, derandomize=True, suppress_health_check=_SLOW)
hypothesis_settings.register_profile("search", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
hypothesis_settings.load_profile("causeway")

type Client = Callable[..., Any]
"""`client(service, account="111111111111", region="us-east-1", secret="test", token=None)`.

A 12-digit access key is the root user of that account; other access keys, with secret and token, are of IAM or STS.
"""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Distribute the tests between processes in groups that share what is costly."""
    return distribution.scheduler(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Sort the tests where they run in several processes."""
    if hasattr(config, "workerinput"):
        distribution.sort(items)


@pytest.fixture(scope="session", autouse=True)
def _remove_aws_environment() -> None:
    """Remove the user's AWS settings and endpoints from the environment of tests."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "CAUSEWAY_", "PULUMI_"))]:
        del os.environ[name]
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"


def sandbox_at(root: Path, **changes: Any) -> Settings:
    """Return settings of a sandbox with its own state and the clone's LocalStack environment."""
    values: dict[str, Any] = {
        "project": Project(root, CLONE / "estate.yaml", CLONE),
        "engine": "host",
        "endpoint": None,
        "port": None,
        "cache": user_cache(),  # building a Pulumi CLI takes minutes, so all tests share the user's cache
    }
    separate = Settings(**(values | changes))
    separate.state.mkdir(parents=True)
    clone = Settings(**(values | {"project": at(CLONE)}))
    environments.engine_python(clone, print)
    environments.engine_folder(separate).symlink_to(environments.engine_folder(clone))
    (separate.state / "port").write_text(str(ports.any_free()))
    return separate


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the settings of the session's engine."""
    return sandbox_at(tmp_path_factory.mktemp("session"))


@pytest.fixture
def own_sandbox(tmp_path: Path) -> Iterator[Settings]:
    """Settings of a sandbox of one test, whose engine is stopped after the test."""
    made = sandbox_at(tmp_path / "own")
    yield made
    sandbox_engine.stop(made, print)


@pytest.fixture(scope="session")
def engine(settings: Settings) -> Iterator[Engine]:
    """One LocalStack for the whole session, on a port of its own."""
    try:
        yield sandbox_engine.start(settings, print)
    finally:
        sandbox_engine.stop(settings, print)


@pytest.fixture(scope="session")
def planner(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planner]:
    """Plans by the Pulumi CLI; tests that use them are marked `pulumi`."""
    made = Planner(settings, tmp_path_factory.mktemp("plans"))
    yield made
    made.stop()


@pytest.fixture(scope="session")
def reference_plan(planner: Planner) -> Plan:
    """The default estate's plan as one stack."""
    return planner.plan(CLONE / "estate.yaml", "all")


@pytest.fixture
def small_file() -> str:
    """The path of the small estate."""
    return str(CLONE / "tests" / "estates" / "small.yaml")


@pytest.fixture
def account() -> str:
    """An account id of this test only."""
    return str(10**11 + secrets.randbelow(9 * 10**11))


@pytest.fixture(scope="session")
def client(engine: Engine) -> Iterator[Client]:
    """Clients of the session's engine: from `localstack_client` where it knows the service, else from boto3."""
    made: dict[tuple[Any, ...], Any] = {}

    def make(
        service: str,
        account: str = "111111111111",
        region: str = "us-east-1",
        secret: str = "test",  # noqa: S107 - LocalStack reads no secret
        token: str | None = None,
    ) -> Any:
        key = (service, account, region, secret, token)
        if key not in made:
            keys: dict[str, Any] = {
                "aws_access_key_id": account,
                "aws_secret_access_key": secret,
                "aws_session_token": token,
                "region_name": region,
            }
            if service in get_service_ports():
                session = Session(**keys, localstack_host=urlsplit(engine.endpoint).netloc)
                made[key] = session.client(service, aws_session_token=token)  # which the session does not pass on
            else:
                made[key] = boto3.Session(**keys).client(service, endpoint_url=engine.endpoint)
        return made[key]

    yield make
    for each in made.values():
        each.close()
