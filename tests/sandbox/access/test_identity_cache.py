"""A result is computed once for each object, not for each equal value."""

from __future__ import annotations

import pytest

from sandbox.access.identity_cache import IdentityCache


def test_the_result_of_an_object_is_cached() -> None:
    cache: IdentityCache[list[int], object] = IdentityCache(lambda _: object())
    thing = [1]
    assert cache(thing) is cache(thing)


def test_equal_objects_have_results_of_their_own() -> None:
    cache: IdentityCache[list[int], object] = IdentityCache(lambda _: object())
    first, second = [1], [1]
    assert cache(first) is not cache(second)


def test_an_object_is_kept_so_that_its_id_is_not_used_again() -> None:
    cache: IdentityCache[list[int], int] = IdentityCache(lambda thing: thing[0])
    assert [cache([number]) for number in range(100)] == list(range(100))


@pytest.mark.parametrize(("size", "computed"), [(2, 4), (3, 3), (None, 3)])
def test_a_full_cache_is_emptied(size: int | None, computed: int) -> None:
    calls: list[str] = []
    cache: IdentityCache[list[str], None] = IdentityCache(lambda thing: calls.append(thing[0]), size)
    things = [["a"], ["b"], ["c"]]
    for thing in (*things, things[0]):
        cache(thing)
    assert len(calls) == computed
