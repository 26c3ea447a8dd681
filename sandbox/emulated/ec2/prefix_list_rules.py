"""Changes of a prefix list's entries within AWS's limits, without I/O."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Network, IPv6Network, NetmaskValueError

from sandbox.emulated.errors import AwsError

type Entry = dict[str, str]


def canonical(entry: Entry, family: str) -> Entry:
    """Return the entry with its range in canonical form."""
    network = IPv4Network if family == "IPv4" else IPv6Network
    try:
        cidr = str(network(entry["Cidr"], strict=False))
    except (AddressValueError, NetmaskValueError, ValueError) as bad:
        raise AwsError("InvalidParameterValue", f"The CIDR {entry['Cidr']} is not a valid {family} range.") from bad
    return {"Cidr": cidr} | ({"Description": entry["Description"]} if entry.get("Description") else {})


def changed(entries: Iterable[Entry], add: Iterable[Entry], remove: Iterable[Entry], family: str) -> list[Entry]:
    """Return the entries with some removed, then some added; an added one replaces the description of its range."""
    kept = {each["Cidr"]: each for each in entries}
    for each in remove:
        cidr = canonical(each, family)["Cidr"]
        if cidr not in kept:
            raise AwsError("InvalidPrefixListModification", f"The prefix list has no entry {cidr} to remove.")
        del kept[cidr]
    for each in add:
        entry = canonical(each, family)
        kept[entry["Cidr"]] = entry
    return list(kept.values())


def check_size(entries: list[Entry], most: int) -> None:
    """Raise AWS's error where the list would be longer than its maximum."""
    if len(entries) > most:
        raise AwsError(
            "PrefixListMaxEntriesExceeded",
            f"The prefix list would have {len(entries)} entries, and its maximum is {most}.",
        )
