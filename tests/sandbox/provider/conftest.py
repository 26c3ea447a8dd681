"""An endpoint for the provider's tests, and every sample."""

import importlib
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.provider.contract import Provider, SampleEnv, provider, some_account

for found in pkgutil.iter_modules([str(Path(__file__).parent / "samples")]):
    importlib.import_module(f"tests.sandbox.provider.samples.{found.name}")


@pytest.fixture(scope="session")
def endpoint(request: pytest.FixtureRequest) -> str:
    """Where AWS is: the session's engine, or one that runs already (SANDBOX_TEST_ENDPOINT)."""
    return os.environ.get("SANDBOX_TEST_ENDPOINT") or str(request.getfixturevalue("engine").endpoint)


@pytest.fixture(scope="session")
def engine_token(request: pytest.FixtureRequest) -> str | None:
    """What the internal endpoints there ask for (SANDBOX_TEST_TOKEN for an engine that runs already)."""
    if "SANDBOX_TEST_ENDPOINT" in os.environ:
        return os.environ.get("SANDBOX_TEST_TOKEN")
    found: str | None = request.getfixturevalue("engine").token
    return found


@pytest.fixture
def account() -> str:
    """An account of the test's own."""
    return some_account()


@pytest.fixture
def aws(endpoint: str, account: str) -> Iterator[Provider]:
    """A provider in that account."""
    with provider(endpoint, account, defaultTags={"tags": {"owner": "contract"}}) as served:
        yield served


@pytest.fixture
def elsewhere(endpoint: str) -> Iterator[Provider]:
    """A provider in an account in which there is nothing."""
    with provider(endpoint, some_account()) as served:
        yield served


@pytest.fixture
def offline() -> Iterator[Provider]:
    """A provider with nothing running behind it."""
    with provider("http://127.0.0.1:1", "123456789012", defaultTags={"tags": {"owner": "contract"}}) as served:
        yield served


@pytest.fixture
def env(aws: Provider, endpoint: str, engine_token: str | None) -> SampleEnv:
    """What samples build in."""
    return SampleEnv(aws, endpoint, engine_token)
