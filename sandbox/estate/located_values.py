"""Parts of the estate that several rules check, each as (path, owner for messages, value)."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from sandbox.estate.datacentre_model import Interface
from sandbox.estate.model import Estate
from sandbox.estate.source import Steps

INTERFACES = ("legacy", "transit")
"""The virtual interfaces of each line."""


def emails(estate: Estate) -> Iterator[tuple[Steps, str, str]]:
    """Yield the root users' email addresses."""
    management = estate.organization.management
    yield ("organization", "management", "email"), f"the management account {management.name}", management.email
    for name, account in estate.accounts.items():
        yield ("accounts", name, "email"), f"account {name}", account.email


def interfaces(estate: Estate) -> Iterator[tuple[Steps, str, Interface]]:
    """Yield the virtual interfaces, line by line."""
    for place, line in enumerate(estate.datacentre.lines):
        for name in INTERFACES:
            interface: Interface = getattr(line.interfaces, name)
            at = ("datacentre", "lines", place, "interfaces", name)
            yield at, f"the {name} interface of {line.name}", interface


def ranges(estate: Estate) -> Iterator[tuple[Steps, str, IPv4Network]]:
    """Yield every IPv4 range of the estate."""
    for place, prefix in enumerate(estate.datacentre.prefixes):
        yield ("datacentre", "prefixes", place), "the data centre", prefix
    for at, owner, interface in interfaces(estate):
        yield (*at, "addresses", 0), owner, interface.addresses[0].network
    for name, account in estate.accounts.items():
        if account.vpc is not None:
            yield ("accounts", name, "vpc", "cidr"), f"account {name}", account.vpc.cidr


def amazon_asns(estate: Estate) -> Iterator[tuple[Steps, str, int]]:
    """Yield the autonomous system numbers of Amazon's side."""
    gateways = estate.datacentre.gateways
    yield ("datacentre", "gateways", "legacy", "asn"), "the legacy Direct Connect gateway", gateways.legacy.asn
    yield ("datacentre", "gateways", "transit", "asn"), "the transit Direct Connect gateway", gateways.transit.asn
    yield ("transit", "asn"), "the transit gateway", estate.transit.asn
    for name, account in estate.accounts.items():
        if account.vpc is not None and account.vpc.gateway_asn is not None:
            at = ("accounts", name, "vpc", "gateway_asn")
            yield at, f"the virtual private gateway of {name}", account.vpc.gateway_asn
