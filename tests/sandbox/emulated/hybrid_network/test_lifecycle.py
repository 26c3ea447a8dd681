from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.hybrid_network.lifecycle import Stateful, Timetable

TABLE: Timetable = {"ordered": (1.0, "built"), "built": (2.0, "ready")}


def test_a_state_lasts_as_long_as_in_the_timetable():
    thing = Stateful(state="ordered", since=10.0)
    thing.settle(TABLE, 10.9)
    assert thing.state == "ordered"
    thing.settle(TABLE, 11.0)
    assert (thing.state, thing.since) == ("built", 11.0)


def test_a_state_without_a_timetable_does_not_end():
    thing = Stateful(state="ready", since=0.0)
    thing.settle(TABLE, 1e9)
    assert thing.state == "ready"


def test_entering_the_current_state_keeps_its_start_time():
    thing = Stateful(state="ready", since=5.0)
    thing.enter("ready", 9.0)
    assert thing.since == 5.0
    thing.enter("gone", 9.0)
    assert (thing.state, thing.since) == ("gone", 9.0)


@given(st.lists(st.floats(0, 10), max_size=20), st.floats(0, 10))
def test_frequent_reads_change_nothing(looks: list[float], last: float):
    often, once = Stateful(state="ordered", since=0.0), Stateful(state="ordered", since=0.0)
    for moment in sorted(look for look in looks if look <= last):
        often.settle(TABLE, moment)
    often.settle(TABLE, last)
    once.settle(TABLE, last)
    assert (often.state, often.since) == (once.state, once.since)
