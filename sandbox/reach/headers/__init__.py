"""Exact sets of packet headers: unions of boxes of addresses, protocols and ports."""

from sandbox.reach.headers.boxes import (
    ANY_PORT,
    ANY_PROTOCOL,
    Box,
    Boxes,
    Interval,
    Saved,
    contains,
    first_header,
    intersect,
    merged,
    original,
    overlap,
    subtract,
    without,
)
from sandbox.reach.headers.ranges import address_interval, as_prefixes, family_of, full_space, prefix_interval

__all__ = [
    "ANY_PORT",
    "ANY_PROTOCOL",
    "Box",
    "Boxes",
    "Interval",
    "Saved",
    "address_interval",
    "as_prefixes",
    "contains",
    "family_of",
    "first_header",
    "full_space",
    "intersect",
    "merged",
    "original",
    "overlap",
    "prefix_interval",
    "subtract",
    "without",
]
