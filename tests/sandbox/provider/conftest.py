"""Fixtures of the provider's tests; importing this module registers every sample."""

import importlib
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.needs.observed_calls import Observer
from tests.sandbox.provider.contract import Provider, SampleEnv, provider, some_account

for found in pkgutil.iter_modules([str(Path(__file__).parent / "samples")]):
    importlib.import_module(f"tests.sandbox.provider.samples.{found.name}")


@pytest.fixture(scope="session")
def endpoint(request: pytest.FixtureRequest) -> str:
    """The endpoint of the session's engine, or of a running one (SANDBOX_TEST_ENDPOINT)."""
    return os.environ.get("SANDBOX_TEST_ENDPOINT") or str(request.getfixturevalue("engine").endpoint)


@pytest.fixture(scope="session")
def engine_token(request: pytest.FixtureRequest) -> str | None:
    """The token of the engine's internal endpoints (SANDBOX_TEST_TOKEN for a running engine)."""
    if "SANDBOX_TEST_ENDPOINT" in os.environ:
        return os.environ.get("SANDBOX_TEST_TOKEN")
    found: str | None = request.getfixturevalue("engine").token
    return found


@pytest.fixture
def account() -> str:
    """A new account for the test."""
    return some_account()


@pytest.fixture
def aws(endpoint: str, account: str) -> Iterator[Provider]:
    """A provider configured for that account."""
    with provider(endpoint, account, defaultTags={"tags": {"owner": "contract"}}) as served:
        yield served


@pytest.fixture
def other_account(endpoint: str) -> Iterator[Provider]:
    """A provider configured for an empty account."""
    with provider(endpoint, some_account()) as served:
        yield served


@pytest.fixture
def offline() -> Iterator[Provider]:
    """A provider without a running engine."""
    with provider("http://127.0.0.1:1", "123456789012", defaultTags={"tags": {"owner": "contract"}}) as served:
        yield served


@pytest.fixture
def env(aws: Provider, endpoint: str, engine_token: str | None) -> SampleEnv:
    """The environment in which samples create their resources."""
    return SampleEnv(aws, endpoint, engine_token)


@pytest.fixture
def observer(monkeypatch: pytest.MonkeyPatch) -> Observer:
    """An observer of the calls that the test's providers make."""
    made = Observer()
    made.install(monkeypatch)
    return made
