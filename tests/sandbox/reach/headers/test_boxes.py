from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from sandbox.reach.headers import (
    Box,
    Boxes,
    Saved,
    contains,
    first_header,
    intersect,
    merged,
    original,
    subtract,
    without,
)

_LAST = 3


@st.composite
def _intervals(draw: st.DrawFn) -> tuple[int, int]:
    first = draw(st.integers(0, _LAST))
    return first, draw(st.integers(first, _LAST))


_boxes = st.builds(Box, _intervals(), _intervals(), _intervals(), _intervals(), _intervals())


def _headers(boxes: Boxes) -> list[tuple[int, ...]]:
    return [header for box in boxes for header in product(*(range(first, last + 1) for first, last in box[:5]))]


@given(_boxes, _boxes)
def test_the_parts_inside_and_outside_a_pattern_are_the_box(box: Box, pattern: Box) -> None:
    inside, outside = intersect((box,), pattern), subtract((box,), pattern)
    every = _headers((*inside, *outside))
    assert sorted(every) == sorted(_headers((box,)))
    assert len(set(every)) == len(every)


@given(_boxes, _boxes)
def test_the_part_inside_a_pattern_is_in_both(box: Box, pattern: Box) -> None:
    assert set(_headers(intersect((box,), pattern))) == set(_headers((box,))) & set(_headers((pattern,)))


@given(_boxes, _boxes)
def test_a_set_contains_its_headers_alone(box: Box, other: Box) -> None:
    header = first_header(other)
    assert contains((box,), header) is (_headers((header,))[0] in _headers((box,)))


@given(st.lists(_intervals()))
def test_merged_intervals_are_sorted_and_apart(intervals: list[tuple[int, int]]) -> None:
    union = merged(intervals)
    values = {value for first, last in intervals for value in range(first, last + 1)}
    assert {value for first, last in union for value in range(first, last + 1)} == values
    assert all(one[1] + 1 < other[0] for one, other in pairwise(union))


@given(st.lists(_intervals()), st.lists(_intervals()))
def test_intervals_without_others_have_the_values_of_the_first_alone(
    intervals: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    def values(several: Iterable[tuple[int, int]]) -> set[int]:
        return {value for first, last in several for value in range(first, last + 1)}

    assert values(without(intervals, others)) == values(intervals) - values(others)


def test_the_original_of_a_translated_header_is_as_it_was_sent() -> None:
    saved = (Saved("nat", "client", (1, 1), (40000, 40000)), Saved("igw", "client", (2, 2), None))
    box = Box((3, 3), (9, 9), (6, 6), (1024, 65535), (443, 443), saved)
    assert original(box) == Box((1, 1), (9, 9), (6, 6), (40000, 40000), (443, 443))


def test_a_kept_port_stays_limited_by_what_the_response_passed() -> None:
    box = Box((3, 3), (9, 9), (6, 6), (1024, 2000), (443, 443), (Saved("igw", "client", (2, 2), None),))
    assert original(box).client_port == (1024, 2000)
