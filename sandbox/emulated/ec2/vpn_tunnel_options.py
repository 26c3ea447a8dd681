"""Check and choose the options of VPN tunnels.

Source: VpnTunnelOptionsSpecification and ModifyVpnTunnelOptionsSpecification in the EC2 API Reference.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from sandbox.emulated.errors import AwsError, NotEmulatedError

TUNNELS = 2
INSIDE = IPv4Network("169.254.0.0/16")
INSIDE_LENGTH = 30
INSIDE_IPV6 = IPv6Network("fd00::/8")
INSIDE_IPV6_LENGTH = 126
RESERVED = frozenset([f"169.254.{third}.0/30" for third in range(6)] + ["169.254.169.252/30"])
_KEY = re.compile(r"[A-Za-z1-9._][A-Za-z0-9._]{7,63}")
_LOG_GROUP = re.compile(r"arn:aws[\w-]*:logs:[a-z0-9-]+:\d{12}:log-group:[\w./#-]+(:\*)?")

RANGES: Mapping[str, range] = {
    "Phase1LifetimeSeconds": range(900, 28801),
    "Phase2LifetimeSeconds": range(900, 3601),
    "RekeyFuzzPercentage": range(101),
    "ReplayWindowSize": range(64, 2049),
    "DPDTimeoutSeconds": range(30, 2**31),
}
DEFAULT_PHASE_1, DEFAULT_PHASE_2 = 28800, 3600
LEAST_MARGIN = 60
DEFAULT_MARGIN = 270

ENCRYPTION = frozenset({"AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"})
INTEGRITY = frozenset({"SHA1", "SHA2-256", "SHA2-384", "SHA2-512"})
CHOICES: Mapping[str, Collection[Any]] = {
    "Phase1EncryptionAlgorithms": ENCRYPTION,
    "Phase2EncryptionAlgorithms": ENCRYPTION,
    "Phase1IntegrityAlgorithms": INTEGRITY,
    "Phase2IntegrityAlgorithms": INTEGRITY,
    "Phase1DHGroupNumbers": frozenset({2, *range(14, 25)}),
    "Phase2DHGroupNumbers": frozenset({2, 5, *range(14, 25)}),
    "IKEVersions": frozenset({"ikev1", "ikev2"}),
}
WORDS: Mapping[str, Collection[str]] = {
    "DPDTimeoutAction": ("clear", "none", "restart"),
    "StartupAction": ("add", "start"),
}
SWITCHES = ("EnableTunnelLifecycleControl",)
RESPONSE_NAMES: Mapping[str, str] = {
    "DPDTimeoutSeconds": "DpdTimeoutSeconds",
    "DPDTimeoutAction": "DpdTimeoutAction",
    "IKEVersions": "IkeVersions",
}
"""Member of a request -> member of a response, where EC2 writes them differently."""
_ADDRESSES_AND_KEY = ("TunnelInsideCidr", "TunnelInsideIpv6Cidr", "PreSharedKey")


def check_tunnels(options: Sequence[Mapping[str, Any]]) -> None:
    """Raise at the first wrong option of a new connection's tunnels."""
    if len(options) > TUNNELS:
        raise invalid("TunnelOptions", f"{len(options)} tunnels", f"a VPN connection has {TUNNELS}")
    for each in options:
        check_tunnel(each)
    for name in ("TunnelInsideCidr", "TunnelInsideIpv6Cidr"):
        given = [each[name] for each in options if each.get(name)]
        if len(set(given)) != len(given):
            raise invalid(name, given[0], "the tunnels of a connection need different ranges")


def check_tunnel(options: Mapping[str, Any], present: Mapping[str, Any] | None = None) -> None:
    """Raise at the first wrong option of a tunnel; `present` are those that the tunnel keeps."""
    known = {*RANGES, *CHOICES, *WORDS, *SWITCHES, *_ADDRESSES_AND_KEY, "RekeyMarginTimeSeconds", "LogOptions"}
    if unknown := sorted(set(options) - known):
        raise NotEmulatedError("ec2", f"tunnel option {unknown[0]}")
    _addresses_and_key(options)
    for name, allowed in RANGES.items():
        if (value := options.get(name)) is not None and value not in allowed:
            raise invalid(name, value, f"use {allowed.start} to {allowed.stop - 1}")
    for name, words in WORDS.items():
        if (word := options.get(name)) is not None and word not in words:
            raise invalid(name, word, f"use {', '.join(words)}")
    for name, values in CHOICES.items():
        for each in options.get(name) or ():
            if each.get("Value") not in values:
                listed = ", ".join(str(it) for it in sorted(values))
                raise invalid(name, each.get("Value"), f"use {listed}")
    _lifetimes({**(present or {}), **stored(options)})
    _log_options((options.get("LogOptions") or {}).get("CloudWatchLogOptions") or {})


def _addresses_and_key(options: Mapping[str, Any]) -> None:
    if cidr := options.get("TunnelInsideCidr"):
        _inside(cidr)
    if cidr := options.get("TunnelInsideIpv6Cidr"):
        _inside_ipv6(cidr)
    if (key := options.get("PreSharedKey")) is not None and not _KEY.fullmatch(key):
        raise AwsError(
            "InvalidParameterValue",
            "Invalid PreSharedKey. Use 8 to 64 letters, digits, periods and underscores, not starting with 0.",
        )


def stored(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options as a response shows them, without addresses and key."""
    return {
        RESPONSE_NAMES.get(name, name): value
        for name, value in options.items()
        if name not in _ADDRESSES_AND_KEY and value is not None
    }


def free_inside(start: int, taken: Collection[str]) -> str:
    """Return an inside range that is neither reserved nor taken, searching from a number on."""
    step = 2 ** (INSIDE.max_prefixlen - INSIDE_LENGTH)
    for candidate in _around(start, INSIDE.num_addresses // step):
        found = f"{INSIDE.network_address + candidate * step}/{INSIDE_LENGTH}"
        if found not in RESERVED and found not in taken:
            return found
    raise AwsError("InvalidParameterValue", f"No range of {INSIDE} is free.")


def free_inside_ipv6(start: int, taken: Collection[str]) -> str:
    """Return an IPv6 inside range that is not taken, searching from a number on."""
    for candidate in _around(start, 2**32):
        found = f"{INSIDE_IPV6.network_address + candidate * 4}/{INSIDE_IPV6_LENGTH}"
        if found not in taken:
            return found
    raise AwsError("InvalidParameterValue", f"No range of {INSIDE_IPV6} is free.")


def invalid(name: str, value: object, right: str) -> AwsError:
    """Make the error for a wrong value of a parameter."""
    return AwsError("InvalidParameterValue", f"Value ({value}) for parameter {name} is invalid: {right}.")


def _around(start: int, count: int) -> Iterator[int]:
    return ((start + offset) % count for offset in range(count))


def _inside(cidr: str) -> None:
    right = f"use a /{INSIDE_LENGTH} of {INSIDE}"
    try:
        found = ip_network(cidr)
    except ValueError as wrong:
        raise invalid("TunnelInsideCidr", cidr, right) from wrong
    if not isinstance(found, IPv4Network) or found.prefixlen != INSIDE_LENGTH or not found.subnet_of(INSIDE):
        raise invalid("TunnelInsideCidr", cidr, right)
    if str(found) in RESERVED:
        raise invalid("TunnelInsideCidr", cidr, "the range is reserved")


def _inside_ipv6(cidr: str) -> None:
    right = f"use a /{INSIDE_IPV6_LENGTH} of {INSIDE_IPV6}"
    try:
        found = ip_network(cidr)
    except ValueError as wrong:
        raise invalid("TunnelInsideIpv6Cidr", cidr, right) from wrong
    fits = isinstance(found, IPv6Network) and found.prefixlen == INSIDE_IPV6_LENGTH and found.subnet_of(INSIDE_IPV6)
    if not fits:
        raise invalid("TunnelInsideIpv6Cidr", cidr, right)


def _lifetimes(options: Mapping[str, Any]) -> None:
    first = options.get("Phase1LifetimeSeconds", DEFAULT_PHASE_1)
    second = options.get("Phase2LifetimeSeconds", DEFAULT_PHASE_2)
    if second >= first:
        raise invalid("Phase2LifetimeSeconds", second, f"use less than Phase1LifetimeSeconds ({first})")
    margin = options.get("RekeyMarginTimeSeconds", min(DEFAULT_MARGIN, second // 2))
    if not LEAST_MARGIN <= margin <= second // 2:
        raise invalid(
            "RekeyMarginTimeSeconds", margin, f"use {LEAST_MARGIN} to half of Phase2LifetimeSeconds ({second // 2})"
        )


def _log_options(options: Mapping[str, Any]) -> None:
    for enabled, group, form in (
        ("LogEnabled", "LogGroupArn", "LogOutputFormat"),
        ("BgpLogEnabled", "BgpLogGroupArn", "BgpLogOutputFormat"),
    ):
        if options.get(enabled) and not options.get(group):
            raise AwsError("MissingParameter", f"The request must contain the parameter {group}")
        if options.get(group) and not _LOG_GROUP.fullmatch(options[group]):
            raise invalid(group, options[group], "use the ARN of a log group")
        if options.get(form) not in {None, "json", "text"}:
            raise invalid(form, options[form], "use json or text")
