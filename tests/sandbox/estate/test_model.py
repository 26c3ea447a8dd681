from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from accounts.guardrails import known
from sandbox.estate.model import Estate, Guardrail


def test_the_model_lists_exactly_the_defined_guardrails():
    assert set(get_args(Guardrail)) == set(known())


def test_an_account_is_found_in_its_unit(load: Callable[[str], Estate], small: str):
    found = load(small)
    assert found.unit_of("mobile") == "departments"
    assert found.unit_of("legacy") == "infrastructure"
    with pytest.raises(KeyError, match="absent"):
        found.unit_of("absent")


def test_departments_are_the_accounts_of_their_unit_in_the_files_order(load: Callable[[str], Estate], small: str):
    assert load(small).departments == ("mobile",)
