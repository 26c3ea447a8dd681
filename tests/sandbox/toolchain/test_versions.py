from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.toolchain.build import MODULES
from sandbox.toolchain.versions import OLDEST_PULUMI, PULUMI, parse, written

numbers = st.integers(min_value=0, max_value=10**6)


@pytest.mark.parametrize(
    ("output", "version"),
    [
        ("v3.220.0\n", (3, 220, 0)),
        ("3.199.9-dev", (3, 199, 9)),
        ("go version go1.26.8 linux/amd64", (1, 26, 8)),
        ("go version go1.25 linux/amd64", (1, 25, 0)),
    ],
)
def test_a_version_is_found_in_a_tools_output(output: str, version: tuple[int, int, int]) -> None:
    assert parse(output) == version


@pytest.mark.parametrize("output", ["", "unknown", "v3"])
def test_output_without_a_version_gives_none(output: str) -> None:
    assert parse(output) is None


@given(st.tuples(numbers, numbers, numbers))
def test_a_version_is_read_as_it_was_written(version: tuple[int, int, int]) -> None:
    assert parse(f"v{written(version)}") == version


@given(st.tuples(numbers, numbers, numbers), st.tuples(numbers, numbers, numbers))
def test_versions_are_compared_as_numbers(one: tuple[int, int, int], other: tuple[int, int, int]) -> None:
    first, second = parse(written(one)), parse(written(other))
    assert first is not None
    assert second is not None
    assert (first < second) == (one < other)


def test_the_built_version_is_new_enough_and_pinned_by_its_module_file() -> None:
    built = parse(PULUMI)

    assert built is not None
    assert built >= OLDEST_PULUMI
    assert f"github.com/pulumi/pulumi/sdk/v3 v{PULUMI}" in (MODULES / "pulumi" / "go.mod").read_text()
