from __future__ import annotations

from pathlib import Path

import pytest

from sandbox import estate
from tests.estates.generate import write

HERE = Path(__file__).parent


def test_the_small_estate_is_valid():
    assert estate.load(HERE / "small.yaml").departments == ("mobile",)


@pytest.mark.parametrize("departments", [1, 5, 50])
def test_an_estate_of_any_size_is_valid(tmp_path: Path, departments: int):
    found = estate.load(write(departments, tmp_path / "estate.yaml"))
    assert len(found.departments) == departments


def test_a_larger_estate_includes_the_departments_of_a_smaller_one(tmp_path: Path):
    few, many = (estate.load(write(count, tmp_path / f"{count}.yaml")) for count in (3, 7))
    assert all(many.accounts[name] == account for name, account in few.accounts.items())
