"""The routes that each table of a topology holds: the result of the computation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.origin import Origin
from sandbox.routing.model import Prefix, Target


class RouteSource(StrEnum):
    """How a route came into a table."""

    LOCAL = "local"
    STATIC = "static"
    PROPAGATED = "propagated"


@dataclass(frozen=True, slots=True)
class Path:
    """One way to a destination from a transit gateway or another gateway: the next attachment, line or tunnel."""

    via: str
    """Id of the attachment, virtual interface, VPN connection, association or peer."""
    session: str | None = None
    """Id of the BGP session that the route was learned on; None for a static route, or one with several sessions."""
    as_path: tuple[int, ...] = ()
    local_preference: int = 0
    """Rank of the path: higher is preferred."""
    med: int = 0
    communities: frozenset[str] = frozenset()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class VpcRoute:
    """A route of a VPC's route table."""

    destination: Prefix
    target: Target
    source: RouteSource
    active: bool
    """False for a blackhole: the target is gone, detached or not accepted."""
    prefix_list: str | None = None
    """The prefix list that the destination is an entry of."""
    reason: str = ""
    """Why the route is a blackhole."""
    origin: Origin | None = None
    """Location of the route, or of the propagation."""


@dataclass(frozen=True, slots=True)
class TransitTableRoute:
    """A route of a transit gateway's route table; several paths share the traffic (ECMP)."""

    destination: Prefix
    source: RouteSource
    active: bool
    """False for a blackhole."""
    paths: tuple[Path, ...] = ()
    """One an attachment, `via` its id; empty for a blackhole without attachment."""
    prefix_list: str | None = None
    reason: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class LearnedRoute:
    """A route that a gateway learned from the data centre, with its preferred paths."""

    destination: Prefix
    paths: tuple[Path, ...]
    """The paths in use, equal to each other; `via` is a virtual interface's or VPN connection's id."""
    backup: tuple[Path, ...] = ()
    """The others, best first."""


@dataclass(frozen=True, slots=True)
class AnnouncedRoute:
    """A route that Amazon announces to a customer router on one session."""

    destination: Prefix
    as_path: tuple[int, ...]
    via: str
    """Id of the virtual interface or VPN connection."""
    gateway: str
    """Id of the virtual private or transit gateway that it leads to; with SiteLink of the virtual interface, on a
    public interface of AWS's prefix list."""
    session: str = ""
    """Id of the BGP session."""
    med: int = 0
    communities: frozenset[str] = frozenset()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class SessionState:
    """The state of a BGP session."""

    established: bool
    reason: str = ""
    """Why it is not: the line is down, the ends disagree, too many prefixes."""


@dataclass(frozen=True)
class Routes:
    """All routes of a topology; mappings are by id, routes most specific first."""

    vpc_tables: Mapping[str, tuple[VpcRoute, ...]] = field(default_factory=dict)
    """The routes in effect, one a destination."""
    overridden: Mapping[str, tuple[VpcRoute, ...]] = field(default_factory=dict)
    """By VPC route table: routes that one of the same destination overrides, or that a local route covers."""
    transit_tables: Mapping[str, tuple[TransitTableRoute, ...]] = field(default_factory=dict)
    """The routes in effect, one a destination."""
    virtual_private_gateways: Mapping[str, tuple[LearnedRoute, ...]] = field(default_factory=dict)
    direct_connect_gateways: Mapping[str, tuple[LearnedRoute, ...]] = field(default_factory=dict)
    """What each gateway learned, without the preference for locations of the destination's own Region."""
    associations: Mapping[str, tuple[LearnedRoute, ...]] = field(default_factory=dict)
    """By Direct Connect association: what its gateway learned, with the paths that the associated gateway's Region
    uses."""
    vpn_connections: Mapping[str, tuple[LearnedRoute, ...]] = field(default_factory=dict)
    connect_attachments: Mapping[str, tuple[LearnedRoute, ...]] = field(default_factory=dict)
    """By attachment of type `connect`."""
    public: Mapping[str, tuple[LearnedRoute, ...]] = field(default_factory=dict)
    """By Region: the customer's public prefixes that Amazon's network there reaches over public interfaces."""
    sessions: Mapping[str, SessionState] = field(default_factory=dict)
    accepted: Mapping[str, tuple[LearnedRoute, ...]] = field(default_factory=dict)
    """By virtual interface: what Amazon accepted on its sessions."""
    advertised: Mapping[str, tuple[AnnouncedRoute, ...]] = field(default_factory=dict)
    """By virtual interface: what Amazon announces on its sessions."""
    routers: Mapping[str, tuple[AnnouncedRoute, ...]] = field(default_factory=dict)
    """By name of the customer's router: what it learned from Amazon, most specific and best first."""
    problems: tuple[str, ...] = ()
    """References that lead nowhere and limits of AWS that the topology exceeds."""
