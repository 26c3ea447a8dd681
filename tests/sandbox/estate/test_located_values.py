from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

from sandbox.estate import Estate
from sandbox.estate.located_values import amazon_asns, emails, interfaces, ranges
from sandbox.estate.source import Steps


def at(estate: Estate, steps: Steps) -> Any:
    def child(part: Any, step: str | int) -> Any:
        container: Any = part
        return container[step] if isinstance(part, dict | tuple) else getattr(part, str(step))

    return reduce(child, steps, estate)


def test_every_part_is_at_its_reported_path(load: Callable[[str], Estate], small: str):
    found = load(small)
    for steps, _, value in (*emails(found), *interfaces(found), *amazon_asns(found)):
        assert at(found, steps) == value
    for steps, _, network in ranges(found):
        value = at(found, steps)
        assert getattr(value, "network", value) == network


def test_parts_are_named_by_their_owner(load: Callable[[str], Estate], small: str):
    found = load(small)
    assert [owner for _, owner, _ in emails(found)][:2] == [
        "the management account kiosk-management",
        "account security",
    ]
    assert [owner for _, owner, _ in amazon_asns(found)] == [
        "the legacy Direct Connect gateway",
        "the transit Direct Connect gateway",
        "the transit gateway",
        "the virtual private gateway of legacy",
    ]
    assert len(list(interfaces(found))) == 4
    assert len(list(ranges(found))) == 1 + 4 + 3
