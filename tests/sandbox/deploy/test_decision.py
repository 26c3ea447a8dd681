"""Update, rebuild or refuse: every case and its message."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.deploy.decision import Found, Rebuild, Update, decide
from sandbox.deploy.errors import DeployError, EngineNotRestartable, OtherEstate, OtherForm
from tests.sandbox.deploy import records

MANAGEMENT = "aws@gilt.example"

RECORD = replace(records.RECORD, management=MANAGEMENT)

DEPLOYED = Found(RECORD, None, "life-1", (), attached=False)
ATTACHED = replace(DEPLOYED, attached=True, occupied=True)


def test_a_deployment_in_the_running_engine_is_updated() -> None:
    assert decide(DEPLOYED, "all", MANAGEMENT) == Update()


def test_an_update_that_was_interrupted_in_order_is_continued() -> None:
    assert decide(replace(DEPLOYED, deployment=replace(RECORD, complete=False)), "all", MANAGEMENT) == Update()


def test_a_first_up_builds_without_a_message() -> None:
    assert decide(replace(DEPLOYED, deployment=None, instance=None), "all", MANAGEMENT) == Rebuild(None, restart=False)


@pytest.mark.parametrize("instance", [None, "life-2"])
def test_the_state_of_an_engine_that_is_gone_is_rebuilt_with_a_message(instance: str | None) -> None:
    decision = decide(replace(DEPLOYED, instance=instance), "all", MANAGEMENT)
    assert isinstance(decision, Rebuild)
    assert not decision.restart
    assert "rebuilding the estate" in str(decision.reason)


def test_without_the_engine_any_form_and_any_estate_is_built() -> None:
    assert isinstance(decide(replace(DEPLOYED, instance=None), "split", "other@example.com"), Rebuild)


def test_a_killed_update_restarts_the_engine_and_names_the_interrupted_resources() -> None:
    decision = decide(replace(DEPLOYED, interrupted=("mobile-vpc",)), "all", MANAGEMENT)
    assert isinstance(decision, Rebuild)
    assert decision.restart
    assert "mobile-vpc" in str(decision.reason)


def test_a_damaged_state_is_rebuilt() -> None:
    decision = decide(replace(DEPLOYED, deployment=None, damaged="state of version 7"), "all", MANAGEMENT)
    assert isinstance(decision, Rebuild)
    assert decision.restart
    assert "state of version 7" in str(decision.reason)


def test_one_form_refuses_the_other_and_names_the_commands() -> None:
    with pytest.raises(OtherForm, match="sandbox down"):
        decide(DEPLOYED, "split", MANAGEMENT)
    with pytest.raises(OtherForm, match="sandbox up --split"):
        decide(replace(DEPLOYED, deployment=replace(RECORD, form="split")), "all", MANAGEMENT)


def test_another_organization_is_refused() -> None:
    with pytest.raises(OtherEstate, match=r"aws@other\.example"):
        decide(DEPLOYED, "all", "aws@other.example")


def test_an_attached_engine_is_never_restarted() -> None:
    with pytest.raises(EngineNotRestartable, match="Restart it where it runs"):
        decide(replace(ATTACHED, interrupted=("mobile-vpc",)), "all", MANAGEMENT)
    with pytest.raises(EngineNotRestartable, match="state of version 7"):
        decide(replace(ATTACHED, deployment=None, damaged="state of version 7"), "all", MANAGEMENT)
    assert decide(ATTACHED, "all", MANAGEMENT) == Update()


def test_a_deployment_into_a_restarted_attached_engine_is_built() -> None:
    fresh = replace(ATTACHED, occupied=False, instance="life-2")
    for found in (
        fresh,
        replace(fresh, deployment=None, damaged="state of version 7"),
        replace(fresh, deployment=None),
    ):
        decision = decide(found, "all", MANAGEMENT)
        assert isinstance(decision, Rebuild)
        assert not decision.restart


def test_an_attached_engine_with_the_estate_of_another_project_is_refused() -> None:
    for deployed in (None, RECORD):
        with pytest.raises(EngineNotRestartable, match="not deployed from here"):
            decide(replace(ATTACHED, deployment=deployed, instance="life-2"), "all", MANAGEMENT)


def test_on_an_attached_engine_the_next_step_is_a_restart_there() -> None:
    with pytest.raises(OtherForm, match="restart the engine where it runs"):
        decide(ATTACHED, "split", MANAGEMENT)
    with pytest.raises(OtherEstate, match="restart the engine where it runs"):
        decide(ATTACHED, "all", "aws@other.example")


@given(
    st.builds(
        Found,
        deployment=st.none() | st.just(RECORD) | st.just(replace(RECORD, form="split")),
        damaged=st.none() | st.just("no Pulumi state"),
        instance=st.none() | st.sampled_from(["life-1", "life-2"]),
        interrupted=st.just(()) | st.just(("vpc",)),
        attached=st.booleans(),
        occupied=st.booleans(),
    ),
    st.sampled_from(["all", "split"]),
)
def test_only_a_readable_and_complete_state_of_the_running_engine_is_updated(found: Found, form: str) -> None:
    try:
        decision = decide(found, "split" if form == "split" else "all", MANAGEMENT)
    except DeployError:
        return
    sound = found.damaged is None and found.deployment is not None and found.deployment.instance == found.instance
    assert isinstance(decision, Update) == (sound and not found.interrupted)
    if isinstance(decision, Rebuild):
        assert decision.restart <= (found.instance is not None and not found.attached)
