"""The network ACL of each tier.

Stateless, so responses need rules too. Coarser than the security groups on purpose: it still limits traffic where a
security group allows too much. Rules are tried in the order of their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Literal

from network.routes import ANYWHERE, INTERNET, client_ranges, private_ranges
from sandbox.estate import Endpoint, Estate, Tier, Vpc, tier_part

_ALL, _TCP, _UDP = "-1", "6", "17"
_PROTOCOLS = {"tcp": _TCP, "udp": _UDP}
_EPHEMERAL = (1024, 65535)
_HTTPS = (443, 443)

_CLIENTS, _PUBLIC, _OWN, _OTHERS, _INTERNET, _RESPONSES = 100, 500, 600, 800, 900, 950
"""First rule number of each kind of rule."""


@dataclass(frozen=True)
class Rule:
    """One numbered line of a network ACL; protocols by number, as AWS keeps them."""

    number: int
    action: Literal["allow", "deny"]
    protocol: str
    cidr: IPv4Network
    ports: tuple[int, int] = (0, 0)
    """First and last; (0, 0) with all protocols."""


@dataclass(frozen=True)
class Acl:
    """Both directions of one network ACL."""

    ingress: tuple[Rule, ...]
    egress: tuple[Rule, ...]


def acl(estate: Estate, account: str, vpc: Vpc, tier: Tier) -> Acl:
    """Return the network ACL of a tier."""
    return _app(estate) if tier == "app" else _restricted(estate, account, vpc, tier)


def _app(estate: Estate) -> Acl:
    """Return rules for all private ranges, and for responses of the gateway endpoints of S3 and DynamoDB."""
    private = tuple(Rule(_CLIENTS + n, "allow", _ALL, part) for n, part in enumerate(private_ranges(estate)))
    return Acl(
        ingress=(*private, Rule(_RESPONSES, "allow", _TCP, ANYWHERE, _EPHEMERAL)),
        egress=(*private, Rule(_INTERNET, "allow", _TCP, ANYWHERE, _HTTPS)),
    )


def _restricted(estate: Estate, account: str, vpc: Vpc, tier: Tier) -> Acl:
    """Return rules for the named clients on their port, a denial of other private ranges, and the internet."""
    clients = _client_rules(estate, account, vpc, tier)
    public = (
        (Rule(_PUBLIC, "deny", _ALL, tier_part(vpc.cidr, "public")),)
        if tier == "data" and "public" in vpc.tiers
        else ()
    )
    own = Rule(_OWN, "allow", _ALL, vpc.cidr)
    others = tuple(Rule(_OTHERS + n, "deny", _ALL, part) for n, part in enumerate(private_ranges(estate)))
    from_internet = _internet_rules(estate, account, tier)
    return Acl(
        ingress=(
            *(Rule(_CLIENTS + n, "allow", protocol, part, ports) for n, (part, protocol, ports) in enumerate(clients)),
            *public,
            own,
            *others,
            *(
                Rule(_INTERNET + n, "allow", protocol, ANYWHERE, ports)
                for n, (protocol, ports) in enumerate(from_internet)
            ),
            Rule(_RESPONSES, "allow", _TCP, ANYWHERE, _EPHEMERAL),
        ),
        egress=(
            *(
                Rule(_CLIENTS + n, "allow", protocol, part, _EPHEMERAL)
                for n, (part, protocol) in _response_rules(clients)
            ),
            own,
            *others,
            Rule(_INTERNET, "allow", _TCP, ANYWHERE, _HTTPS),
            *(Rule(_RESPONSES + n, "allow", proto, ANYWHERE, _EPHEMERAL) for n, proto in _protocols(from_internet)),
        ),
    )


type _ClientRules = list[tuple[IPv4Network, str, tuple[int, int]]]
type _InternetRules = list[tuple[str, tuple[int, int]]]


def _client_rules(estate: Estate, account: str, vpc: Vpc, tier: Tier) -> _ClientRules:
    found = {
        (part, _PROTOCOLS[endpoint.protocol], (endpoint.port, endpoint.port))
        for endpoint in _endpoints(estate, account, tier)
        for client in endpoint.clients
        for part in (*client_ranges(estate, account, client), *_own_public(estate, account, vpc, client))
    }
    return sorted(found)


def _own_public(estate: Estate, account: str, vpc: Vpc, client: str) -> tuple[IPv4Network, ...]:
    """Return the range of the account's public tier where one of its endpoints is a client; else it is denied."""
    known = estate.endpoints.get(client)
    if known is None or known.tier != "public" or client.partition("/")[0] != account:
        return ()
    return (tier_part(vpc.cidr, "public"),)


def _response_rules(clients: _ClientRules) -> enumerate[tuple[IPv4Network, str]]:
    return enumerate(sorted({(part, protocol) for part, protocol, _ in clients}))


def _internet_rules(estate: Estate, account: str, tier: Tier) -> _InternetRules:
    from_internet = {
        (_PROTOCOLS[endpoint.protocol], (endpoint.port, endpoint.port))
        for endpoint in _endpoints(estate, account, tier)
        if INTERNET in endpoint.clients
    }
    return sorted(from_internet)


def _protocols(from_internet: _InternetRules) -> enumerate[str]:
    return enumerate(sorted({protocol for protocol, _ in from_internet}))


def _endpoints(estate: Estate, account: str, tier: Tier) -> list[Endpoint]:
    here = f"{account}/"
    return [e for name, e in estate.endpoints.items() if name.startswith(here) and e.tier == tier]
