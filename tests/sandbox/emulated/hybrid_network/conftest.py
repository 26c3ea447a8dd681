"""Fixtures of Direct Connect, VPN and transit gateways."""

import pytest

from tests.sandbox.emulated.hybrid_network.owned_resources import Owned, make_owned


@pytest.fixture
def owned() -> Owned:
    """Resources of every kind of the network account."""
    return make_owned()
