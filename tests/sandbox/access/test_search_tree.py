"""A search gives up, with an error of its own, where the conditions have more combinations than it tries."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.access import search_tree
from sandbox.access.change_search import ChangeSearch
from sandbox.access.key_domains import KeyDomains
from sandbox.access.paired_query import AccessChange, PairedQuery
from sandbox.access.search_tree import SearchLimit
from sandbox.access.statement_text import StatementTexts
from sandbox.iam import Evaluator
from tests.sandbox.access.snapshots import EVERYTHING, READER, snapshot


def two_keys() -> ChangeSearch:
    condition = {"StringEquals": {"aws:RequestTag/a": "x", "aws:RequestTag/b": "y"}}
    deny: dict[str, Any] = {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": condition}
    before, after = snapshot(EVERYTHING), snapshot(EVERYTHING, scp=(EVERYTHING, deny))
    old, new = (Evaluator(each).request_and_layers(READER, "s3:GetObject", "*", None) for each in (before, after))
    return ChangeSearch(PairedQuery.of(old, new, StatementTexts()), KeyDomains())


def test_more_steps_than_the_limit_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    search = two_keys()
    (cause,) = search.causes(AccessChange.LOSES)
    assert search.find(AccessChange.LOSES, cause) == {"aws:requesttag/a": "x", "aws:requesttag/b": "y"}
    monkeypatch.setattr(search_tree, "_STEPS", 2)
    with pytest.raises(SearchLimit, match="more requests apart than are searched"):
        two_keys().find(AccessChange.LOSES, two_keys().causes(AccessChange.LOSES)[0])
