"""Check the ASNs, addresses, keys, names, prefixes and tags that Direct Connect accepts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from ipaddress import IPv4Interface, IPv6Interface, ip_interface, ip_network
from typing import Any

from sandbox.emulated.directconnect.rules import refusal
from sandbox.emulated.errors import AwsError

LAST_ASN = 4294967294
"""The largest ASN of four bytes; 4294967295 is reserved (RFC 7300)."""
PRIVATE_ASNS = (range(64512, 65535), range(4200000000, 4294967295))
"""ASNs for private use (RFC 6996)."""
MTUS = {"private": (1500, 8500, 9001), "transit": (1500, 8500), "public": (1500,)}
"""Bytes; `mtu` of the Direct Connect API Reference."""
PUBLIC_PREFIXES = 1000
"""Route filter prefixes of a public interface (AWS Direct Connect quotas)."""
TAGS_A_RESOURCE = 50
"""AWS's quota of tags, the same for nearly all services."""
KEY_LENGTHS = range(6, 81)
"""Characters of `authKey` (Direct Connect API Reference)."""
SHORTEST_POINT_TO_POINT = 31
"""Prefix length from which both addresses of a network are host addresses (RFC 3021)."""

BILLING_MODES = ("PayAsYouGo", "FlatRateTier1", "FlatRateTier2", "FlatRateTier3", "FlatRateTier4", "FlatRateTier5")
"""`billingMode` of requests (Direct Connect API Reference)."""
CONNECTIONS_A_REQUEST = 200
"""Connections of one UpdateConnectionsBillingMode (Direct Connect API Reference)."""


def billing_mode(value: str) -> str:
    """Return the billing mode if a request may name it."""
    if value not in BILLING_MODES:
        raise refusal(f"Billing mode {value} is invalid. Use {', '.join(BILLING_MODES)}.")
    return value


def customer_asn(request: Mapping[str, Any]) -> int:
    """Return the customer's ASN, of two bytes or four, from either of AWS's two members."""
    short, long = request.get("asn"), request.get("asnLong")
    if short and long and int(short) != int(long):
        raise refusal("asn and asnLong must be the same when both are given.")
    number = int(short or long or 0)
    if not 1 <= number <= LAST_ASN:
        raise refusal(f"ASN {number} is invalid. ASNs are between 1 and {LAST_ASN}.")
    return number


def amazon_asn(number: int) -> int:
    """Return the ASN of a Direct Connect gateway if it is private: 64512 to 65534 or 4200000000 to 4294967294."""
    if not any(number in allowed for allowed in PRIVATE_ASNS):
        raise refusal(f"Amazon side ASN {number} must be in the range 64512 to 65534 or 4200000000 to 4294967294.")
    return number


def mtu(kind: str, size: int) -> int:
    """Return the MTU if the kind of interface takes it."""
    if size not in MTUS[kind]:
        raise refusal(f"MTU {size} is invalid for a {kind} virtual interface. Use {', '.join(map(str, MTUS[kind]))}.")
    return size


def key(value: str) -> str:
    """Return the BGP authentication key if it has 6 to 80 characters."""
    if len(value) not in KEY_LENGTHS or not value.isascii() or not value.isprintable() or " " in value:
        raise refusal("Auth Key must be between 6 and 80 printable ASCII characters without spaces.")
    return value


def name(value: str) -> str:
    """Return the name if it has 1 to 100 characters."""
    if not re.fullmatch(r"[\w .:,_/()#@+-]{1,100}", value):
        raise refusal(f"Name {value!r} is invalid. Use 1 to 100 letters, digits, spaces and . : , _ / ( ) # @ + -")
    return value


def addresses(kind: str, family: str, amazon: str, customer: str) -> None:
    """Raise unless both ends are host addresses of one small network; IPv6 ends are assigned by Amazon."""
    if family == "ipv6":
        raise refusal("Amazon Address and Customer Address can not be specified for address family ipv6.")
    ends: list[IPv4Interface] = []
    for owner, text in (("Amazon", amazon), ("Customer", customer)):
        end = _interface(owner, text)
        if end.network.prefixlen < SHORTEST_POINT_TO_POINT:
            if end.ip == end.network.network_address:
                raise refusal(f"{owner} Address is address 0 on its subnet.")
            if end.ip == end.network.broadcast_address:
                raise refusal(f"{owner} Address is the broadcast address on its subnet.")
        if kind == "public" and end.is_private:
            raise refusal(f"{owner} Address is not allowed to contain a private IP")
        ends.append(end)
    if ends[0].network != ends[1].network:
        raise refusal("Amazon Address and Customer Address must be in the same CIDR")
    if ends[0].ip == ends[1].ip:
        raise refusal("Amazon Address and Customer Address must be different")


def _interface(owner: str, text: str) -> IPv4Interface:
    try:
        end: IPv4Interface | IPv6Interface = ip_interface(text)
    except ValueError as wrong:
        raise refusal(f"{owner} Address {text} is invalid.") from wrong
    if not isinstance(end, IPv4Interface) or "/" not in text:
        raise refusal(f"{owner} Address {text} is invalid. Give an IPv4 address with its prefix length.")
    return end


def prefixes(listed: Sequence[Mapping[str, str]] | None, most: int) -> tuple[str, ...]:
    """Return AWS's list of route filter prefixes: networks without host bits, without duplicates."""
    texts = [entry.get("cidr", "") for entry in listed or ()]
    for text in texts:
        try:
            ip_network(text)
        except ValueError as wrong:
            raise refusal(f"Prefix {text} is not a valid CIDR.") from wrong
    if len(set(texts)) != len(texts):
        raise refusal("Route filter prefixes contain duplicates.")
    if len(texts) > most:
        raise refusal(f"The number of prefixes ({len(texts)}) exceeds the limit of {most}.")
    return tuple(texts)


def tags(listed: Collection[Mapping[str, str]] | None) -> dict[str, str]:
    """Return AWS's list of tags as a mapping."""
    keys = [tag["key"] for tag in listed or ()]
    if len(set(keys)) != len(keys):
        raise AwsError("DuplicateTagKeysException", "You specified a tag key more than once.")
    if len(keys) > TAGS_A_RESOURCE:
        raise AwsError("TooManyTagsException", "You have reached the limit on the number of tags that can be assigned.")
    if any(tag_key.lower().startswith("aws:") for tag_key in keys):
        raise refusal("Tag keys that begin with aws: are reserved.")
    return {tag["key"]: tag.get("value", "") for tag in listed or ()}
