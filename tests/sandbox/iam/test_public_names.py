"""The public names of `sandbox.iam`, and the examples in their docstrings."""

from __future__ import annotations

import doctest
import importlib
import inspect

import pytest

from sandbox import iam

PUBLIC = (
    "Decision",
    "EvaluationTrace",
    "Evaluator",
    "Kind",
    "Layer",
    "Layers",
    "Origin",
    "Policy",
    "PolicySet",
    "PolicyWarning",
    "Principal",
    "PrincipalType",
    "Request",
    "Snapshot",
    "StatementTrace",
    "Verdict",
    "decide",
    "explain",
)


def test_the_public_names_are_these() -> None:
    assert tuple(sorted(iam.__all__)) == PUBLIC
    assert all(hasattr(iam, name) for name in PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_has_a_docstring(name: str) -> None:
    described = inspect.getdoc(getattr(iam, name))
    assert described is not None
    assert not described.splitlines()[0].endswith("?")


@pytest.mark.parametrize("name", ["decision", "evaluation_trace", "evaluator", "policy_set", "principal", "request"])
def test_examples_in_docstrings_pass(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"sandbox.iam.{name}"))
    assert results.attempted > 0
    assert results.failed == 0
