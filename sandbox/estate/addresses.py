"""IPv4 types of the model, parsed from text, with messages that suggest a correction."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface, IPv4Network, NetmaskValueError
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def _wrong(value: object, wanted: str, right: str) -> PydanticCustomError:
    return PydanticCustomError("address", "{value} is not {wanted}", {"value": value, "wanted": wanted, "right": right})


def _address(value: object) -> IPv4Address:
    if isinstance(value, IPv4Address):
        return value
    try:
        return IPv4Address(_text(value))
    except ValueError:
        raise _wrong(value, "an IPv4 address", "write four numbers of 0 to 255, for instance 10.0.0.53") from None


def _network(value: object) -> IPv4Network:
    if isinstance(value, IPv4Network):
        return value
    try:
        interface = _with_prefix(value)
    except ValueError:
        raise _wrong(value, "an IPv4 range", "write base and prefix length, for instance 10.33.0.0/16") from None
    if interface.ip != interface.network.network_address:
        raise _wrong(value, "the base of a range", f"the range that holds it is {interface.network}")
    return interface.network


def _interface(value: object) -> IPv4Interface:
    if isinstance(value, IPv4Interface):
        return value
    try:
        return _with_prefix(value)
    except ValueError:
        right = "write address and prefix length, for instance 169.254.101.1/30"
        raise _wrong(value, "an IPv4 address with its prefix length", right) from None


def _with_prefix(value: object) -> IPv4Interface:
    _, slash, prefix = _text(value).partition("/")
    if not (slash and prefix.isdecimal()):
        raise NetmaskValueError
    return IPv4Interface(_text(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise NetmaskValueError
    return value


Address = Annotated[IPv4Address, BeforeValidator(_address)]
"""One address, without a prefix length."""

Network = Annotated[IPv4Network, BeforeValidator(_network)]
"""A range, as base and prefix length."""

Interface4 = Annotated[IPv4Interface, BeforeValidator(_interface)]
"""An address and the prefix length of the network it is in."""
