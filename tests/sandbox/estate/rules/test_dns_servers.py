from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_a_server_inside_a_prefix_is_accepted(breaches: Breaches):
    found = breaches(("servers: [10.0.0.53]", "servers: [10.15.255.53]"))
    assert not found


def test_a_server_outside_the_prefixes_is_refused(breaches: Breaches):
    found = breaches(("servers: [10.0.0.53]", "servers: [10.16.0.53]"))
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("datacentre.dns.servers.0", "10.16.0.53 is in none of the data centre's prefixes")
    ]


def test_an_empty_list_of_servers_is_refused(breaches: Breaches):
    found = breaches(("servers: [10.0.0.53]", "servers: []"))
    assert [(path, wrong) for path, wrong, _ in found] == [("datacentre.dns.servers", "there is no name server")]
