"""What every test may ask for: one LocalStack, boto3 clients that speak to it, and one plan, for the whole session."""

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

from sandbox import engine as engine_room
from sandbox.engine import Engine, ports
from sandbox.project import Project, at
from sandbox.settings import Settings, user_cache
from sandbox.toolchain import environments
from tests.plans import Plan, Planner
from tests.repository import CLONE

# A loaded machine is no counterexample. What a test asks is the same every time, so that a change is judged by what it
# changed; `make properties` looks for new counterexamples, and each that it finds becomes an example of its law.
_SLOW = [HealthCheck.too_slow]
hypothesis_settings.register_profile("causeway", deadline=None, derandomize=True, suppress_health_check=_SLOW)
hypothesis_settings.register_profile("search", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
hypothesis_settings.load_profile("causeway")

type Client = Callable[..., Any]
"""`client(service, account="111111111111", region="us-east-1", secret="test", token=None)`.

A 12-digit account as access key means "inside that account"; an access key with secret and token is one of IAM or STS.
"""


@pytest.fixture(scope="session", autouse=True)
def _no_aws_of_the_caller() -> None:
    """No test may see a person's own AWS settings, or a sandbox that they point at."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "CAUSEWAY_", "PULUMI_"))]:
        del os.environ[name]
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"


def sandbox_at(root: Path, **changes: Any) -> Settings:
    """Settings of a sandbox with its own state, which borrows the clone's environment for LocalStack."""
    values: dict[str, Any] = {
        "project": Project(root, CLONE / "estate.yaml", CLONE),
        "engine": "host",
        "endpoint": None,
        "port": None,
        "cache": user_cache(),  # a Pulumi CLI takes minutes to build: the person's own serves all
    }
    apart = Settings(**(values | changes))
    apart.state.mkdir(parents=True)
    clone = Settings(**(values | {"project": at(CLONE)}))
    environments.engine_python(clone, print)
    environments.engine_folder(apart).symlink_to(environments.engine_folder(clone))
    (apart.state / "port").write_text(str(ports.any_free()))
    return apart


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the session's engine."""
    return sandbox_at(tmp_path_factory.mktemp("session"))


@pytest.fixture
def sandbox_of_its_own(tmp_path: Path) -> Settings:
    """Settings of a sandbox that this test alone uses; whoever starts its engine stops it."""
    return sandbox_at(tmp_path / "own")


@pytest.fixture(scope="session")
def engine(settings: Settings) -> Iterator[Engine]:
    """One LocalStack for the whole session, on a port of its own."""
    try:
        yield engine_room.start(settings, print)
    finally:
        engine_room.stop(settings, print)


@pytest.fixture(scope="session")
def planner(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planner]:
    """Plans by the real Pulumi CLI: a test that asks for it is marked `pulumi`."""
    made = Planner(settings, tmp_path_factory.mktemp("plans"))
    yield made
    made.stop()


@pytest.fixture(scope="session")
def whole(planner: Planner) -> Plan:
    """The default estate's plan, in one stack."""
    return planner.plan(CLONE / "estate.yaml", "all")


@pytest.fixture
def small_file() -> str:
    """The smallest estate that has everything, as a path."""
    return str(CLONE / "tests" / "estates" / "small.yaml")


@pytest.fixture
def account() -> str:
    """An account that no other test sees."""
    return str(10**11 + secrets.randbelow(9 * 10**11))


@pytest.fixture(scope="session")
def client(engine: Engine) -> Iterator[Client]:
    """boto3 clients of the session's engine: a `localstack_client` session where it knows the service, else boto3."""
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
                made[key] = Session(**keys, localstack_host=urlsplit(engine.endpoint).netloc).client(service)
            else:
                made[key] = boto3.Session(**keys).client(service, endpoint_url=engine.endpoint)
        return made[key]

    yield make
    for each in made.values():
        each.close()
