"""Fixtures of Direct Connect with a data centre that has one line."""

import pytest

from tests.sandbox.emulated.hybrid_network.aws import Aws, line


@pytest.fixture
def aws() -> Aws:
    """AWS and a data centre with `line()`."""
    made = Aws()
    made.data_centre(line())
    return made


@pytest.fixture
def connection(aws: Aws) -> str:
    """An available connection of the network account."""
    made = aws.connection()
    aws.wait()
    return made


@pytest.fixture
def vif(aws: Aws) -> str:
    """An available private interface of the network account."""
    made = aws.private(aws.connection(), aws.gateway())
    aws.wait()
    return made
