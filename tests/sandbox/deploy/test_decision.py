"""Carry on, build anew, or refuse: every case, and what the person is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.deploy.decision import Anew, CarryOn, Found, decide
from sandbox.deploy.errors import DeployError, NotOurs, OtherEstate, OtherForm
from sandbox.deploy.record import Record

MANAGEMENT = "aws@gilt.example"

RECORD = Record(
    instance="life-1",
    endpoint="http://127.0.0.1:4566",
    form="all",
    management=MANAGEMENT,
    estate="estate.yaml",
    config="",
    complete=True,
)

STANDS = Found(RECORD, None, "life-1", (), attached=False)
ATTACHED = replace(STANDS, attached=True, held=True)


def test_what_stands_and_lives_is_carried_on() -> None:
    assert decide(STANDS, "all", MANAGEMENT) == CarryOn()


def test_an_update_that_stopped_in_order_is_carried_on() -> None:
    assert decide(replace(STANDS, record=replace(RECORD, complete=False)), "all", MANAGEMENT) == CarryOn()


def test_a_first_up_builds_without_a_word() -> None:
    assert decide(replace(STANDS, record=None, instance=None), "all", MANAGEMENT) == Anew(None, restart=False)


@pytest.mark.parametrize("instance", [None, "life-2"])
def test_the_state_of_a_dead_engine_is_built_anew_and_said(instance: str | None) -> None:
    decision = decide(replace(STANDS, instance=instance), "all", MANAGEMENT)
    assert isinstance(decision, Anew)
    assert not decision.restart
    assert "building anew" in str(decision.why)


def test_a_dead_engine_takes_any_form_and_any_estate() -> None:
    assert isinstance(decide(replace(STANDS, instance=None), "split", "other@example.com"), Anew)


def test_a_killed_update_restarts_the_engine_and_names_what_was_cut_short() -> None:
    decision = decide(replace(STANDS, interrupted=("mobile-vpc",)), "all", MANAGEMENT)
    assert isinstance(decision, Anew)
    assert decision.restart
    assert "mobile-vpc" in str(decision.why)


def test_a_state_of_another_version_is_built_anew() -> None:
    decision = decide(replace(STANDS, record=None, unreadable="state of version 7"), "all", MANAGEMENT)
    assert isinstance(decision, Anew)
    assert decision.restart
    assert "state of version 7" in str(decision.why)


def test_one_form_refuses_the_other_and_says_how_to_change() -> None:
    with pytest.raises(OtherForm, match="sandbox down"):
        decide(STANDS, "split", MANAGEMENT)
    with pytest.raises(OtherForm, match="sandbox up --split"):
        decide(replace(STANDS, record=replace(RECORD, form="split")), "all", MANAGEMENT)


def test_another_organization_is_refused() -> None:
    with pytest.raises(OtherEstate, match=r"aws@other\.example"):
        decide(STANDS, "all", "aws@other.example")


def test_an_attached_engine_is_never_wiped() -> None:
    with pytest.raises(NotOurs, match="Restart it where it runs"):
        decide(replace(ATTACHED, interrupted=("mobile-vpc",)), "all", MANAGEMENT)
    with pytest.raises(NotOurs, match="state of version 7"):
        decide(replace(ATTACHED, record=None, unreadable="state of version 7"), "all", MANAGEMENT)
    assert decide(ATTACHED, "all", MANAGEMENT) == CarryOn()


def test_an_attached_engine_that_was_restarted_is_built_anew() -> None:
    fresh = replace(ATTACHED, held=False, instance="life-2")
    for told in (fresh, replace(fresh, record=None, unreadable="state of version 7"), replace(fresh, record=None)):
        decision = decide(told, "all", MANAGEMENT)
        assert isinstance(decision, Anew)
        assert not decision.restart


def test_an_attached_engine_that_holds_somebody_elses_estate_is_left_to_them() -> None:
    for record in (None, RECORD):
        with pytest.raises(NotOurs, match="not deployed from here"):
            decide(replace(ATTACHED, record=record, instance="life-2"), "all", MANAGEMENT)


def test_on_an_attached_engine_the_next_step_is_a_restart_there() -> None:
    with pytest.raises(OtherForm, match="restart the engine where it runs"):
        decide(ATTACHED, "split", MANAGEMENT)
    with pytest.raises(OtherEstate, match="restart the engine where it runs"):
        decide(ATTACHED, "all", "aws@other.example")


@given(
    st.builds(
        Found,
        record=st.none() | st.just(RECORD) | st.just(replace(RECORD, form="split")),
        unreadable=st.none() | st.just("no Pulumi state"),
        instance=st.none() | st.sampled_from(["life-1", "life-2"]),
        interrupted=st.just(()) | st.just(("vpc",)),
        attached=st.booleans(),
        held=st.booleans(),
    ),
    st.sampled_from(["all", "split"]),
)
def test_nothing_is_carried_on_but_a_readable_whole_state_of_a_living_engine(found: Found, form: str) -> None:
    try:
        decision = decide(found, "split" if form == "split" else "all", MANAGEMENT)
    except DeployError:
        return
    sound = found.unreadable is None and found.record is not None and found.record.instance == found.instance
    assert isinstance(decision, CarryOn) == (sound and not found.interrupted)
    if isinstance(decision, Anew):
        assert decision.restart <= (found.instance is not None and not found.attached)
