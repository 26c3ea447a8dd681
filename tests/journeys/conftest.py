"""A clone with the default estate deployed, and a clone with the small estate or without state for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from localstack_client.config import get_service_ports
from localstack_client.session import Session

from sandbox.estate import Estate, load
from tests.journeys.clone import SMALL, Clone, fresh_clone, make_sandbox_up
from tests.journeys.installation import build_wheel
from tests.repository import CLONE


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A fresh clone with the default estate deployed, which tests do not change."""
    clone = fresh_clone(tmp_path_factory.mktemp("deployed"))
    try:
        make_sandbox_up(clone)
        yield replace(clone, deployed=datetime.now(UTC))
    finally:
        clone.sandbox("down")
        shutil.rmtree(clone.root.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A clone with its environment, for tests of a small estate."""
    clone = fresh_clone(tmp_path_factory.mktemp("spare"), CAUSEWAY_ESTATE=SMALL)
    done = clone.run("make", "environment")
    assert done.returncode == 0, done.stderr
    try:
        yield clone
    finally:
        clone.sandbox("down")
        shutil.rmtree(clone.root.parent, ignore_errors=True)


@pytest.fixture
def empty(spare: Clone) -> Iterator[Clone]:
    """The spare clone without state; what a test started is stopped afterwards."""
    spare.output_of("reset", "--yes")
    yield spare
    spare.sandbox("down")


@pytest.fixture
def small(spare: Clone) -> Clone:
    """The spare clone with the small estate deployed, by an earlier test or anew; a test may stop it or damage it."""
    if spare.sandbox("up").returncode != 0:
        spare.output_of("reset", "--yes")
        spare.output_of("up")
    return spare


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return build_wheel(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def estate() -> Estate:
    """The default estate."""
    return load(CLONE / "estate.yaml")


type Inside = Callable[[str, str], Any]
"""`inside(account, service)`: a boto3 client of an account, with the account's id as access key."""


@pytest.fixture(scope="session")
def inside(deployed: Clone) -> Iterator[Inside]:
    """Clients of the deployed estate: `localstack_client` sessions, plain boto3 where it lacks a service."""
    found = deployed.status()
    made: dict[tuple[str, str], Any] = {}

    def client(account: str, service: str) -> Any:
        if (account, service) not in made:
            keys = {"aws_access_key_id": found["accounts"][account]["id"], "aws_secret_access_key": "x"}
            if service in get_service_ports():
                host = urlsplit(found["endpoint"]).netloc
                made[account, service] = Session(**keys, region_name="us-east-1", localstack_host=host).client(service)
            else:
                session = boto3.Session(**keys, region_name="us-east-1")
                made[account, service] = session.client(service, endpoint_url=found["endpoint"])
        return made[account, service]

    yield client
    for each in made.values():
        each.close()
