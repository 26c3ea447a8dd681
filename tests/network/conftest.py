"""The default estate, and the same with one department more."""

from __future__ import annotations

from ipaddress import IPv4Network
from pathlib import Path

import pytest

from sandbox.estate import Estate, load


@pytest.fixture(scope="session")
def estate() -> Estate:
    return load(Path(__file__).parents[2] / "estate.yaml")


@pytest.fixture(scope="session")
def larger(estate: Estate) -> Estate:
    """The default estate with one department more."""
    units = estate.organization.units | {"departments": (*estate.departments, "returns")}
    vpc = estate.accounts["admin"].vpc
    assert vpc is not None
    added = estate.accounts["admin"].model_copy(
        update={
            "email": "aws+returns@gilt.example",
            "vpc": vpc.model_copy(update={"cidr": IPv4Network("10.40.0.0/16")}),
        }
    )
    return estate.model_copy(
        update={
            "accounts": estate.accounts | {"returns": added},
            "organization": estate.organization.model_copy(update={"units": units}),
        }
    )
