"""The public names of `sandbox.access` and `sandbox.access.names`, each function with a documented example."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from sandbox import access
from sandbox.access import names

ACCESS = [
    "AccessChange",
    "AccessError",
    "Answer",
    "Cause",
    "Cell",
    "Counterexample",
    "Difference",
    "EscalationSearch",
    "ExpectedDenial",
    "Impact",
    "InvalidQuery",
    "Matrix",
    "Query",
    "Remediation",
    "UnknownName",
    "causes",
    "differences",
    "each_difference",
    "find_remediation",
    "matrix",
]
RESOLVER = [
    "ANONYMOUS",
    "account",
    "accounts_in",
    "action",
    "actions",
    "bucket",
    "display_name",
    "external_role",
    "kms_key",
    "member_accounts",
    "principal",
    "resource",
    "role_or_user",
    "service",
]


@pytest.mark.parametrize(("module", "listed"), [(access, ACCESS), (names, RESOLVER)], ids=["access", "names"])
def test_the_public_names_are_these(module: ModuleType, listed: list[str]):
    assert module.__all__ == listed
    assert all(hasattr(module, name) for name in listed)


@pytest.mark.parametrize(
    "function", [access.differences, access.matrix, access.find_remediation], ids=lambda function: function.__name__
)
def test_a_public_function_documents_its_arguments(function: object):
    document = inspect.getdoc(function) or ""
    assert "Args:" in document


@pytest.mark.parametrize("name", [name for name in RESOLVER if name.islower()])
def test_a_resolver_is_documented(name: str):
    document = inspect.getdoc(getattr(names, name)) or ""
    assert document.startswith(("Return", "Yield"))
