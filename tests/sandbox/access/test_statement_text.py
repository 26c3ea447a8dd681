"""Statements of two snapshots are compared by what they are compiled from."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.access.statement_text import StatementTexts
from sandbox.iam import Kind, Layer, Policy, PolicySet

ALLOW = {"Sid": "One", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}
DENY = {"Sid": "Two", "Effect": "Deny", "Action": "iam:*", "Resource": "*"}


def policies(*statements: Any, version: str = "2012-10-17", name: str = "p") -> PolicySet:
    return PolicySet((Policy(name, {"Version": version, "Statement": list(statements)}),), Kind.IDENTITY)


def test_equal_statements_are_unchanged_in_any_order_and_under_any_policy_name() -> None:
    reordered = {key: ALLOW[key] for key in reversed(ALLOW)}
    assert StatementTexts().changed(policies(ALLOW, DENY), policies(DENY, reordered, name="renamed")) == ((), ())


def test_statements_that_one_set_has_are_changed_apart_for_each_set() -> None:
    wider = ALLOW | {"Action": "*"}
    gone, added = StatementTexts().changed(policies(ALLOW, DENY), policies(DENY, wider))
    assert [statement.covers_action("iam:createuser") for statement in gone] == [False]
    assert [statement.covers_action("iam:createuser") for statement in added] == [True]


@pytest.mark.parametrize("version", ["2008-10-17", "2013-01-01"])
def test_another_version_of_the_document_changes_every_statement(version: str) -> None:
    gone, added = StatementTexts().changed(policies(ALLOW), policies(ALLOW, version=version))
    assert (len(gone), len(added)) == (1, 1)


def test_a_statement_of_a_broken_document_is_compared_by_the_document() -> None:
    broken, other = (PolicySet((Policy("p", text),), Kind.IDENTITY) for text in ("no JSON", "other text"))
    assert StatementTexts().changed(broken, PolicySet((Policy("p", "no JSON"),), Kind.IDENTITY)) == ((), ())
    assert [len(found) for found in StatementTexts().changed(broken, other)] == [1, 1]


def test_a_text_has_layer_level_and_policy_of_the_statement() -> None:
    (first, second), texts = (policies(ALLOW).statements[0], policies(ALLOW).statements[0]), StatementTexts()
    one, other = policies(ALLOW), policies(ALLOW, name="other")
    assert first is not second
    here = texts.of((Layer.SCP, 0, one, one.statements[0]))
    assert here[:3] == (Layer.SCP, 0, "p")
    assert here != texts.of((Layer.SCP, 1, one, one.statements[0]))
    assert here != texts.of((Layer.SCP, 0, other, other.statements[0]))
