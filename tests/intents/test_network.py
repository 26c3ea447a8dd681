"""The estate's flows: every client reaches its endpoint and nothing else does; one line may fail."""

from __future__ import annotations

from sandbox.policytest import any_one_line, any_one_router, everything, flow, nothing

_CLIENTS = {
    "legacy/monolith": (443, ("datacentre", "mobile/app")),
    "legacy/postgres": (5432, ("datacentre", "legacy/monolith")),
    "mobile/edge": (443, ("internet",)),
    "mobile/app": (8443, ("mobile/edge",)),
    "mobile/sessions": (6379, ("mobile/app",)),
    "admin/console": (443, ("datacentre",)),
    "data/warehouse": (5439, ("personalisation/recommendation",)),
}
"""Endpoint -> its port, and its clients by name."""
_APP_TIERS = (
    "admin/console",
    "legacy/monolith",
    "mobile/app",
    "personalisation/recommendation",
)
"""Endpoints in the app tiers of the accounts that are clients of the registry."""


def test_every_client_reaches_its_endpoint():
    for endpoint, (port, clients) in _CLIENTS.items():
        everything.from_(*clients).reaches(endpoint, port=port, protocol="tcp")
    everything.from_(*_APP_TIERS).reaches("common/registry", port=443, protocol="tcp")
    flow("common/registry", "personalisation/recommendation", port=8443).is_open()


def test_every_app_tier_reaches_the_datacentre():
    for protocol in ("tcp", "udp"):
        everything.from_(*_APP_TIERS, "common/registry").reaches("datacentre", port=(0, 65535), protocol=protocol)


def test_every_address_of_the_datacentre_is_a_client():
    for endpoint, (port, clients) in _CLIENTS.items():
        if "datacentre" in clients:
            everything.from_("10.0.0.1", "10.15.255.254").reaches(endpoint, port=port, protocol="tcp")


def test_the_edge_opens_connections_to_the_internet_on_one_port():
    flow("mobile/edge", "internet", port=443).is_open()
    for other in ((0, 442), (444, 65535)):
        nothing.from_("mobile/edge").reaches("internet", port=other, protocol="tcp")
    nothing.from_("mobile/edge").reaches("internet", protocol="udp")


def test_nothing_but_its_clients_reaches_an_endpoint():
    for endpoint, (_, clients) in _CLIENTS.items():
        # The internet's rule has 0.0.0.0/0, which admits the account's own app tier too.
        inside = ("mobile/app",) if "internet" in clients else ()
        nothing.but(*clients, *inside).reaches(endpoint)
    nothing.but(*_APP_TIERS).reaches("common/registry")
    nothing.but("common").reaches("personalisation/recommendation")


def test_an_endpoint_is_reached_on_its_own_port_alone():
    for endpoint, (port, clients) in _CLIENTS.items():
        for other in ((0, port - 1), (port + 1, 65535)):
            nothing.from_(*clients).reaches(endpoint, port=other, protocol="tcp")
    for other in ((0, 442), (444, 65535)):
        nothing.from_(*_APP_TIERS).reaches("common/registry", port=other, protocol="tcp")
    for other in ((0, 8442), (8444, 65535)):
        nothing.from_("common/registry").reaches("personalisation/recommendation", port=other, protocol="tcp")


def test_the_internet_reaches_the_edge_alone():
    nothing.from_("internet").reaches("admin", "common", "data", "legacy", "personalisation")
    nothing.from_("internet").reaches("mobile/app", "mobile/sessions")


def test_data_tiers_open_no_connections():
    nothing.from_("legacy/postgres", "mobile/sessions", "data/warehouse").reaches("internet", "datacentre")


def test_one_line_or_router_may_fail():
    for destination, port in (("legacy/monolith", 443), ("legacy/postgres", 5432), ("admin/console", 443)):
        flow("datacentre", destination, port=port).survives(any_one_line)
        flow("datacentre", destination, port=port).survives(any_one_router)
    flow("legacy/monolith", "datacentre", port=443).survives(any_one_line)
