"""Which lines are up after the document is replaced, and after lines are cut and restored."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.datacentre.changes import LEFT_OUT, cut, replaced, restored
from sandbox.datacentre.document import KEPT, read
from sandbox.datacentre.model import Cut
from sandbox.datacentre.routers import Routers
from sandbox.datacentre.written_document import written

EAST, WEST = ("line-east", "EQDC2"), ("line-west", "CSVA1")


def line(name: str, location: str, **changes: Any) -> dict[str, Any]:
    interface = {
        "vlan": 101,
        "customer_address": "169.254.101.1/30",
        "amazon_address": "169.254.101.2/30",
        "amazon_asn": 64600,
        "key": "a-shared-key",
        "ipv6": {"key": "another-key"},
    }
    return {
        "name": name,
        "router": "dc",
        "location": location,
        "bandwidth": "10Gbps",
        "interfaces": {"legacy": interface},
    } | changes


def document(*lines: dict[str, Any]) -> dict[str, Any]:
    return {"asn": 65010, "prefixes": ["10.0.0.0/12"], "lines": list(lines)}


BOTH = document(line("line-east", "EqDC2"), line("line-west", "CSVA1"))


def put(routers: Routers | None, wanted: dict[str, Any], now: float = 0.0, *, in_use: bool = True) -> Routers:
    return replaced(routers, read(json.dumps(wanted).encode()), now, lambda _port: in_use)


@pytest.fixture
def routers() -> Routers:
    return put(None, BOTH)


def test_all_lines_of_a_first_document_are_up(routers: Routers):
    assert routers.cuts == {}


def test_a_cut_line_stays_cut_when_the_document_is_put_again(routers: Routers):
    with_cut = cut(routers, EAST, "dug up", 5.0)
    assert put(with_cut, BOTH, 9.0).cuts == {EAST: Cut("dug up", 5.0)}
    assert restored(with_cut, EAST).cuts == {}


def test_a_line_that_is_cut_again_keeps_its_first_reason(routers: Routers):
    assert cut(cut(routers, EAST, "first", 1.0), EAST, "second", 2.0).cuts == {EAST: Cut("first", 1.0)}


def test_a_document_that_states_a_line_decides(routers: Routers):
    down = put(routers, document(line("line-east", "EqDC2", down={"reason": "x"}), line("line-west", "CSVA1")), 3.0)
    assert down.cuts == {EAST: Cut("x", 3.0)}
    same = put(down, document(line("line-east", "EqDC2", down={"reason": "x"}), line("line-west", "CSVA1")), 9.0)
    assert same.cuts == {EAST: Cut("x", 3.0)}
    assert put(down, document(line("line-east", "EqDC2", down=None))).cuts.get(EAST) is None


def test_a_line_that_is_left_out_is_listed_while_it_is_in_use(routers: Routers):
    lost = put(routers, document(line("line-east", "EqDC2")), 4.0)
    assert [line.name for _, line in lost.lines()] == ["line-east", "line-west"]
    assert lost.cuts == {WEST: Cut(LEFT_OUT, 4.0, left_out=True)}
    again = put(lost, document(line("line-east", "EqDC2")), 7.0)
    assert again.cuts == lost.cuts
    assert put(again, BOTH).cuts == {}
    gone = put(routers, document(line("line-east", "EqDC2")), in_use=False)
    assert [line.name for _, line in gone.lines()] == ["line-east"]


def test_the_lines_of_a_data_centre_that_is_left_out_keep_it(routers: Routers):
    other = {"datacentres": [document(line("line-east", "EqDC2")) | {"name": "new"}]}
    changed = put(routers, other)
    assert [it.name for it in changed.datacentres] == ["new", "datacentre"]
    assert [line.name for line in changed.datacentres[1].lines] == ["line-west"]


def test_a_written_document_shows_no_key_and_keeps_all_of_them(routers: Routers):
    shown = written(routers)
    assert "key" in str(shown)
    assert "a-shared-key" not in str(shown)
    assert shown["lines"][0]["interfaces"]["legacy"]["key"] == KEPT
    assert put(routers, shown) == routers


def test_a_kept_key_of_an_unknown_line_is_none():
    made = put(None, written(put(None, BOTH)))
    interface = made.datacentres[0].lines[0].interfaces["legacy"]
    assert (interface.key, interface.ipv6 and interface.ipv6.key) == (None, None)


def test_without_a_data_centre_the_document_describes_none():
    assert written(None) == {"datacentres": []}
    assert put(None, written(None)) == Routers(())


STATEMENTS = st.sampled_from([{}, {"down": None}, {"down": {"reason": "x"}}])
LINES = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3)


@given(st.lists(st.tuples(LINES, STATEMENTS), min_size=1, max_size=6), st.booleans())
def test_putting_back_what_was_read_changes_nothing(puts: list[tuple[list[str], dict[str, Any]]], in_use: bool):
    routers: Routers | None = None
    for number, (names, statement) in enumerate(puts):
        routers = put(routers, document(*(line(name, "EqDC2", **statement) for name in names)), number, in_use=in_use)
    assert put(routers, written(routers), 99.0, in_use=in_use) == routers
