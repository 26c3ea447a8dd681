"""The public names of `sandbox.policytest`, each with a docstring that has an example."""

from __future__ import annotations

import inspect

import pytest

from sandbox import policytest
from sandbox.policytest.principals import PrincipalGroup, Subject
from sandbox.policytest.recorded_assertion import RecordedAssertion

NAMES = [
    "AccessError",
    "Assertion",
    "AssertionSession",
    "Counterexample",
    "FailureSet",
    "FlowSubject",
    "InvalidAssertion",
    "InvalidQuery",
    "NoNetwork",
    "NoSession",
    "PolicyTestError",
    "PrincipalGroup",
    "Query",
    "RecordedAssertion",
    "Subject",
    "UnknownName",
    "account_id",
    "accounts",
    "anonymous",
    "any_one_gateway",
    "any_one_line",
    "any_one_router",
    "any_one_session",
    "any_one_zone",
    "any_resource",
    "any_two",
    "bucket",
    "current_session",
    "endpoints",
    "everybody",
    "everything",
    "external_principal",
    "external_role",
    "flow",
    "key",
    "nobody",
    "nothing",
    "policy_session",
    "role",
    "root",
    "service",
    "user",
]
FUNCTIONS = [name for name in NAMES if inspect.isfunction(getattr(policytest, name))]
METHODS = [
    Subject.can,
    Subject.cannot,
    Subject.cannot_escape_boundary,
    PrincipalGroup.inside,
    PrincipalGroup.outside,
    PrincipalGroup.named,
    PrincipalGroup.but,
    RecordedAssertion.when,
    RecordedAssertion.because_of,
]


def test_the_public_names_are_these():
    assert policytest.__all__ == NAMES
    assert all(hasattr(policytest, name) for name in NAMES)


def test_every_entry_point_has_an_example():
    assert len(FUNCTIONS) > 10
    without = [name for name in FUNCTIONS if name != "current_session" and ">>> " not in _doc(name)]
    assert not without


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_entry_point_names_its_errors(name: str):
    assert "Raises:" in _doc(name) or name in {"any_two", "policy_session"}


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__qualname__)
def test_every_method_of_a_subject_is_documented(method: object):
    assert inspect.getdoc(method)


def _doc(name: str) -> str:
    return inspect.getdoc(getattr(policytest, name)) or ""
