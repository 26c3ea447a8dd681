"""An organization with all features, and a fixed clock."""

from datetime import UTC, datetime

import pytest

from sandbox.emulated.organizations.rules import lifecycle
from sandbox.emulated.organizations.rules.model import ALL_FEATURES, Organization, OrganizationsState

MANAGEMENT = "111111111111"


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def state() -> OrganizationsState:
    return OrganizationsState()


@pytest.fixture
def organization(state: OrganizationsState, now: datetime) -> Organization:
    return lifecycle.create(state, MANAGEMENT, ALL_FEATURES, now)
