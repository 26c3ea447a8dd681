"""The data centre in the estate: its lines with their virtual interfaces, its Direct Connect gateways, its DNS."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sandbox.estate.addresses import Address, Interface4, Network
from sandbox.estate.base_model import Asn, Model

Preference = Literal["low", "medium", "high"]
"""AWS's local-preference communities 7224:7100, 7224:7200, 7224:7300."""


class Interface(Model):
    """One virtual interface on a line, as both ends agree on it."""

    vlan: int = Field(ge=1, le=4094)
    """802.1Q tag, unique on its line."""
    addresses: tuple[Interface4, Interface4]
    """The customer's end first, then Amazon's: both of one /30 or /31."""
    name: str | None = None
    """Name of the virtual interface on AWS. Default: `<line>-legacy` or `<line>-transit`."""


class Interfaces(Model):
    """The two interfaces that a line carries."""

    legacy: Interface
    """Private virtual interface, to the Legacy VPC's virtual private gateway."""
    transit: Interface
    """Transit virtual interface, to the transit gateway."""


class Line(Model):
    """One dedicated Direct Connect connection, from a customer router to a location."""

    name: str
    """Name of the connection."""
    router: str
    """The customer's router that the line ends at."""
    location: str = Field(examples=["EqDC2", "CSVA1"])
    """Code of the Direct Connect location, for instance EqDC2."""
    bandwidth: str = Field(json_schema_extra={"enum": ["1Gbps", "10Gbps", "100Gbps", "400Gbps"]})
    """Port speed: 1Gbps, 10Gbps, 100Gbps or 400Gbps, as far as the location sells it."""
    latency: str = Field(default="2ms", pattern=r"^\d+(\.\d+)?ms$")
    """Time to Amazon's router and back in milliseconds, for instance 2ms."""
    preference: Preference = "medium"
    """Which line traffic from AWS prefers: local-preference community 7224:7100, 7200 or 7300."""
    interfaces: Interfaces
    adopt: str | None = Field(default=None, pattern=r"^dxcon-[a-z0-9]{8}$")
    """Id of a connection that exists already, for instance dxcon-fg5678gh: it is taken over, not ordered."""


class Gateway(Model):
    """A Direct Connect gateway's own side of BGP."""

    asn: Asn
    """Amazon's side of the sessions over this gateway's virtual interfaces."""
    name: str | None = None
    """Name of the gateway on AWS. Default: `legacy` or `transit`."""


class Gateways(Model):
    """One Direct Connect gateway cannot serve both virtual private and transit gateways, so there are two."""

    legacy: Gateway
    transit: Gateway


class DataCentreDns(Model):
    """The data centre's own name servers, for hybrid DNS."""

    domain: str
    """Domain that these servers answer for."""
    servers: tuple[Address, ...]
    """Their addresses, inside the data centre's prefixes."""


class DataCentre(Model):
    """The customer's end: its routers' ASN, what they announce, the lines that leave it."""

    asn: Asn
    """The customer's side of every BGP session."""
    prefixes: tuple[Network, ...]
    """What the data centre announces, and holds."""
    dns: DataCentreDns
    lines: tuple[Line, ...] = Field(min_length=1)
    """The dedicated connections, each from a router of its own where one may fail."""
    gateways: Gateways
