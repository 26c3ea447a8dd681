from hypothesis import given
from hypothesis import strategies as st

from sandbox.emulated.hybrid_network.lifecycle import Stateful, Timetable

TABLE: Timetable = {"ordered": (1.0, "built"), "built": (2.0, "ready")}


def test_a_state_lasts_as_long_as_in_the_timetable():
    resource = Stateful(state="ordered", since=10.0)
    resource.settle(TABLE, 10.9)
    assert resource.state == "ordered"
    resource.settle(TABLE, 11.0)
    assert (resource.state, resource.since) == ("built", 11.0)


def test_a_state_without_a_timetable_does_not_end():
    resource = Stateful(state="ready", since=0.0)
    resource.settle(TABLE, 1e9)
    assert resource.state == "ready"


def test_a_transition_to_the_current_state_keeps_its_start_time():
    resource = Stateful(state="ready", since=5.0)
    resource.enter("ready", 9.0)
    assert resource.since == 5.0
    resource.enter("gone", 9.0)
    assert (resource.state, resource.since) == ("gone", 9.0)


@given(st.lists(st.floats(0, 10), max_size=20), st.floats(0, 10))
def test_frequent_reads_change_nothing(reads: list[float], last: float):
    read_often, read_at_end = Stateful(state="ordered", since=0.0), Stateful(state="ordered", since=0.0)
    for moment in sorted(read for read in reads if read <= last):
        read_often.settle(TABLE, moment)
    read_often.settle(TABLE, last)
    read_at_end.settle(TABLE, last)
    assert (read_often.state, read_often.since) == (read_at_end.state, read_at_end.since)
