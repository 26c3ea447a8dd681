"""The reference estate's policy tests."""

from __future__ import annotations

from sandbox.policytest.collect import PolicyTest, policy_tests
from tests.repository import CLONE

_FOLDER = CLONE / "tests" / "intents"


def permission_tests() -> list[PolicyTest]:
    """Return those about permissions."""
    return [test for test in policy_tests(_FOLDER) if not _is_about_network(test)]


def network_tests() -> list[PolicyTest]:
    """Return those about the network."""
    return [test for test in policy_tests(_FOLDER) if _is_about_network(test)]


def _is_about_network(test: PolicyTest) -> bool:
    return test.name.startswith("test_network")
