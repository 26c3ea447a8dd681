from __future__ import annotations

from collections.abc import Callable

Breaches = Callable[..., list[tuple[str, str, str]]]


def test_different_items_are_accepted(breaches: Breaches):
    found = breaches(("allowed_regions: [us-east-1]", "allowed_regions: [us-east-1, us-east-2]"))
    assert not found


def test_a_duplicate_item_is_refused(breaches: Breaches):
    found = breaches(
        ("clients: [mobile/app, datacentre]", "clients: [datacentre, mobile/app, datacentre]"),
        ("root: [deny-leaving,", "root: [deny-leaving, deny-leaving,"),
    )
    assert [(path, wrong) for path, wrong, _ in found] == [
        ("endpoints.legacy/postgres.clients.2", "datacentre is a duplicate"),
        ("guardrails.root.1", "deny-leaving is a duplicate"),
    ]
