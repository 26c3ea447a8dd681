"""Direct Connect User Guide, "Link aggregation groups"."""

from __future__ import annotations

import pytest

from sandbox.routing.lines import Lines
from sandbox.routing.model import DataCentre, Lag, Router
from tests.sandbox.routing.networks import ACCOUNT, REGION, by_id, ip, line, topology


def lag(minimum: int) -> Lag:
    return Lag(id="dxlag-1", account=ACCOUNT, name="lag-east", location="loc", region=REGION, minimum_links=minimum)


@pytest.mark.parametrize(
    ("minimum", "up", "problem"),
    [
        (0, (True, True, True), ""),
        (0, (True, False, False), ""),
        (0, (False, False, False), "LAG lag-east has 0 of 1 links up"),
        (2, (True, True, False), ""),
        (2, (True, False, False), "LAG lag-east has 1 of 2 links up"),
        (0, (), "LAG lag-east has 0 of 1 links up"),
    ],
)
def test_a_lag_is_down_below_its_minimum_of_links(minimum: int, up: tuple[bool, ...], problem: str) -> None:
    members = [line(f"dxcon-{n}", up=is_up, lag="dxlag-1") for n, is_up in enumerate(up)]
    lines = Lines(topology(lags=by_id(lag(minimum)), connections=by_id(*members)))

    assert lines.problem("dxlag-1") == problem


def test_a_member_of_a_lag_that_is_down_carries_nothing() -> None:
    members = line("dxcon-1", lag="dxlag-1"), line("dxcon-2", up=False, lag="dxlag-1")
    lines = Lines(topology(lags=by_id(lag(2)), connections=by_id(*members)))

    assert lines.problem("dxcon-1") == "LAG lag-east has 1 of 2 links up"
    assert lines.problem("dxcon-2") == "line dxcon-2 is down"


def test_a_lag_has_the_router_that_all_its_connections_have() -> None:
    one = [line(f"dxcon-{n}", lag="dxlag-1", router="dc-east") for n in range(2)]
    several = [line(f"dxcon-{n}", lag="dxlag-1") for n in range(2)]

    assert Lines(topology(lags=by_id(lag(0)), connections=by_id(*one))).router("dxlag-1") == "dc-east"
    assert Lines(topology(lags=by_id(lag(0)), connections=by_id(*several))).router("dxlag-1") is None


def test_routers_are_found_by_name_and_address() -> None:
    east = Router("dc-east", 65010, addresses=(ip("198.51.100.7"),), up=False)
    lines = Lines(topology(datacentres={"dc": DataCentre(name="dc", prefixes=(), routers=(east,))}))

    assert lines.router_with(ip("198.51.100.7")) == "dc-east"
    assert (lines.router_with(ip("198.51.100.8")), lines.router_with(None)) == (None, None)
    assert [lines.router_problem(it) for it in ("dc-east", "dc-unknown", None)] == ["router dc-east is down", "", ""]
