"""Describe operations of EC2: the items asked for by id, those that the filters match, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sandbox.emulated.ec2.filters import Fields, filtered, tags_of
from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call, Values

type Items = Iterable[Values]
"""Items in the shape of the response."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """How a Describe operation selects and pages what it lists; names are those of boto3."""

    member: str
    """The member of the response that has the items."""
    fields: Fields[Values] = field(default_factory=dict)
    """The filters of the operation, beyond `tag:KEY` and `tag-key`."""
    ids: str = ""
    """The member of the request that has ids; empty where the operation has none."""
    id: str = ""
    """The member of an item that has its id."""
    missing: Callable[[str], AwsError] | None = None
    """Make the error for an id that does not exist; without it such an id is left out."""
    filters: str = "Filters"
    least: int = 5
    most: int = 1000
    """The limits of MaxResults in the API Reference."""
    ids_with_page_size: bool = True
    """Whether the operation accepts both ids and MaxResults."""


def describe(call: Call, listing: Listing, items: Items) -> dict[str, Any]:
    """Return the response of a Describe operation, with `items` in the order of their creation."""
    wanted = list(dict.fromkeys(call.request.get(listing.ids) or ()))
    size = call.request.get("MaxResults")
    if wanted and size is not None and not listing.ids_with_page_size:
        name = listing.ids[0].lower() + listing.ids[1:]
        raise AwsError(
            "InvalidParameterCombination", f"The parameter {name} cannot be used with the parameter maxResults"
        )
    if size is not None:
        check_page_size(size, listing.least, listing.most)
    filters = call.request.get(listing.filters)
    filtered((), filters, listing.fields, tags_of)
    found = list(items)
    if wanted:
        found = _by_id(listing, found, wanted)
    found = filtered(found, filters, listing.fields, tags_of)
    return call.page(listing.member, found)


def check_page_size(size: int, least: int = 5, most: int = 1000) -> None:
    """Raise EC2's error for a value of MaxResults outside the operation's limits."""
    if not least <= size <= most:
        limit = f"greater than {least}" if size < least else f"less than {most}"
        raise AwsError(
            "InvalidParameterValue",
            f"Value ( {size} ) for parameter maxResults is invalid. Expecting a value {limit}.",
        )


def _by_id(listing: Listing, found: list[Values], wanted: list[str]) -> list[Values]:
    known = {item[listing.id]: item for item in found}
    if listing.missing and (absent := [id_ for id_ in wanted if id_ not in known]):
        raise listing.missing(absent[0])
    return [known[id_] for id_ in wanted if id_ in known]
