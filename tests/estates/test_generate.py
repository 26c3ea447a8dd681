from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from sandbox import estate

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", HERE / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_small_estate_is_valid():
    assert estate.load(HERE / "small.yaml").departments == ("mobile",)


@pytest.mark.parametrize("departments", [1, 5, 50])
def test_an_estate_of_any_size_is_valid(generator: ModuleType, tmp_path: Path, departments: int):
    found = estate.load(generator.write(departments, tmp_path / "estate.yaml"))
    assert len(found.departments) == departments


def test_a_larger_estate_includes_the_departments_of_a_smaller_one(generator: ModuleType, tmp_path: Path):
    few, many = (estate.load(generator.write(count, tmp_path / f"{count}.yaml")) for count in (3, 7))
    assert all(many.accounts[name] == account for name, account in few.accounts.items())
