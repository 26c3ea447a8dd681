"""The entries of a prefix list and their changes within AWS's limits. Pure.

Source: VPC User Guide, "Work with customer-managed prefix lists" and the quotas of prefix lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network
from typing import Any

from sandbox.emulated.errors import AwsError

type Entry = dict[str, str]

MOST_CHANGES = 100
"""Entries that one request may add or remove (API Reference, CreateManagedPrefixList)."""
LONGEST_DESCRIPTION = 255
_LENGTH = re.compile(r"[^/]+/\d{1,3}")


def canonical(entry: Mapping[str, Any], family: str) -> Entry:
    """Return the entry with its range in canonical form."""
    network = IPv4Network if family == "IPv4" else IPv6Network
    given = entry.get("Cidr") or ""
    try:
        cidr = str(network(given, strict=False)) if _LENGTH.fullmatch(given) else None
    except ValueError:
        cidr = None
    if cidr is None:
        raise AwsError("InvalidParameterValue", f"The CIDR {given} is not a valid {family} range.")
    text = entry.get("Description") or ""
    if len(text) > LONGEST_DESCRIPTION:
        raise AwsError(
            "InvalidParameterValue", f"The description of {cidr} has more than {LONGEST_DESCRIPTION} characters."
        )
    return {"Cidr": cidr} | ({"Description": text} if text else {})


def requested(entries: Sequence[Mapping[str, Any]], family: str) -> list[Entry]:
    """Return the entries of a request, each range given no more than once."""
    if len(entries) > MOST_CHANGES:
        raise AwsError("InvalidParameterValue", f"A request may have {MOST_CHANGES} entries, not {len(entries)}.")
    found = [canonical(each, family) for each in entries]
    ranges = [each["Cidr"] for each in found]
    if repeated := next((cidr for cidr in ranges if ranges.count(cidr) > 1), None):
        raise AwsError("InvalidParameterValue", f"The CIDR {repeated} is specified more than once.")
    return found


def changed(
    entries: Sequence[Entry], add: Sequence[Mapping[str, Any]], remove: Sequence[Mapping[str, Any]], family: str
) -> list[Entry]:
    """Return the entries with some removed, then some added; an added one replaces the description of its range."""
    kept = {each["Cidr"]: each for each in entries}
    for each in requested(remove, family):
        if each["Cidr"] not in kept:
            raise AwsError("InvalidPrefixListModification", f"The prefix list has no entry {each['Cidr']} to remove.")
        del kept[each["Cidr"]]
    for entry in requested(add, family):
        kept[entry["Cidr"]] = entry
    return list(kept.values())


def check_size(entries: Sequence[Entry], most: int) -> None:
    """Raise AWS's error where the list would be longer than its maximum."""
    if len(entries) > most:
        raise AwsError(
            "PrefixListMaxEntriesExceeded",
            f"The prefix list would have {len(entries)} entries, and its maximum is {most}.",
        )
