"""Errors of policy tests.

SandboxError
└── PolicyTestError
    ├── InvalidAssertion    an assertion that has no meaning, or that asserts nothing
    ├── NoSession           an assertion outside a policy test
    └── NoNetwork           an assertion about the network in a session without one

Names that do not exist are errors of `sandbox.access.errors`.
"""

from __future__ import annotations

from sandbox.errors import SandboxError


class PolicyTestError(SandboxError):
    """A policy test that cannot be evaluated; it never passes."""


class InvalidAssertion(PolicyTestError):
    """An assertion that has no meaning, or that asserts nothing."""


class NoSession(PolicyTestError):
    """An assertion outside a policy test: there is no snapshot to evaluate it on."""

    def __init__(self) -> None:
        super().__init__(
            "No policy test is running, so there is no snapshot.",
            "Write the assertion in a test, or within `with sandbox.policytest.policy_session(snapshot):`.",
        )


class NoNetwork(PolicyTestError):
    """An assertion about the network in a session that has none."""

    def __init__(self) -> None:
        super().__init__(
            "The session has no network to evaluate flows in.",
            "Pass one: `with sandbox.policytest.policy_session(snapshot, network):`.",
        )
