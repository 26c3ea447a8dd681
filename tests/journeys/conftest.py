"""Clones in which things stand, and clones in which things break."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from localstack_client.config import get_service_ports
from localstack_client.session import Session

from sandbox.estate import Estate, load
from tests.journeys.clone import SMALL, Clone, brought_up, fresh_clone
from tests.repository import CLONE


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A fresh clone in which the default estate stands; tests read it and leave it as it is."""
    clone = fresh_clone(tmp_path_factory.mktemp("standing"))
    try:
        brought_up(clone)
        yield clone
    finally:
        clone.sandbox("down")
        shutil.rmtree(clone.root.parent, ignore_errors=True)


@pytest.fixture(scope="session")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A clone with its environment made, for tests that break things on a small estate."""
    clone = fresh_clone(tmp_path_factory.mktemp("spare"), CAUSEWAY_ESTATE=SMALL)
    done = clone.run("make", "environment")
    assert done.returncode == 0, done.stderr
    try:
        yield clone
    finally:
        clone.sandbox("down")
        shutil.rmtree(clone.root.parent, ignore_errors=True)


@pytest.fixture
def broken(spare: Clone) -> Iterator[Clone]:
    """The spare clone with nothing in it, and nothing running afterwards."""
    spare.well("reset", "--yes")
    yield spare
    spare.sandbox("down")


@pytest.fixture(scope="session")
def estate() -> Estate:
    """The default estate."""
    return load(CLONE / "estate.yaml")


type Inside = Callable[[str, str], Any]
"""`inside(account, service)`: a boto3 client inside an account, by the account's id in the place of an access key."""


@pytest.fixture(scope="session")
def inside(standing: Clone) -> Iterator[Inside]:
    """Clients of the standing estate: `localstack_client` sessions, plain boto3 where it lacks a service."""
    found = standing.status()
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
