"""Stacks of accounts that left the estate file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sandbox.deploy import checkpoint
from sandbox.deploy.errors import RemovedStackInUse
from sandbox.deploy.removed_stacks import removed_stacks

PROJECT = "shop"
DEPLOYED = ("organization", "network", "mobile", "gifts")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """The state of a split estate whose accounts read the outputs of `organization` and `network`."""
    for name in DEPLOYED:
        reads = [] if name == "organization" else ["organization"]
        write(tmp_path, name, [*reads, *(["network"] if name in {"mobile", "gifts"} else [])])
    write(tmp_path, "scratch", ["organization"])
    return tmp_path


def write(state: Path, stack: str, reads: list[str]) -> None:
    folder = checkpoint.backend(state) / ".pulumi" / "stacks" / PROJECT
    folder.mkdir(parents=True, exist_ok=True)
    references = [
        {"type": "pulumi:pulumi:StackReference", "urn": name, "id": f"organization/{PROJECT}/{name}"} for name in reads
    ]
    (folder / f"{stack}.json").write_text(json.dumps({"checkpoint": {"latest": {"resources": references}}}))


def test_the_stack_of_a_removed_account_is_found(state: Path) -> None:
    assert removed_stacks(state, PROJECT, DEPLOYED, ("organization", "network", "mobile")) == (("gifts",),)


def test_nothing_is_removed_from_an_estate_that_has_all_accounts(state: Path) -> None:
    assert removed_stacks(state, PROJECT, DEPLOYED, (*DEPLOYED, "new")) == ()


def test_a_stack_that_was_destroyed_before_is_left_out(state: Path) -> None:
    checkpoint.discard(state, PROJECT, ["gifts"])
    assert removed_stacks(state, PROJECT, DEPLOYED, ("organization", "network", "mobile")) == ()


def test_a_users_own_stack_of_the_project_stays(state: Path) -> None:
    stages = removed_stacks(state, PROJECT, DEPLOYED, ("organization",))
    assert {name for stage in stages for name in stage} == {"mobile", "gifts", "network"}


def test_a_stack_with_remaining_readers_is_refused(state: Path) -> None:
    with pytest.raises(RemovedStackInUse) as refused:
        removed_stacks(state, PROJECT, DEPLOYED, ("organization", "hub", "mobile", "gifts"))
    assert refused.value.happened == (
        "Stack network is of no account of the estate file and cannot be destroyed: gifts, mobile read its outputs."
    )
    assert refused.value.next_step == (
        "Give the account its name back, or type `sandbox down` and then `sandbox up --split` to build the estate anew."
    )


def test_an_attached_engine_is_restarted_by_its_owner(state: Path) -> None:
    with pytest.raises(RemovedStackInUse, match="restart the engine where it runs"):
        removed_stacks(state, PROJECT, DEPLOYED, ("organization", "hub", "mobile"), attached=True)


def test_a_stack_is_removed_after_the_stacks_that_read_it(state: Path) -> None:
    assert removed_stacks(state, PROJECT, DEPLOYED, ("organization",)) == (("gifts", "mobile"), ("network",))


def test_a_reference_to_another_project_is_no_use_of_this_ones_stack(state: Path) -> None:
    path = checkpoint.backend(state) / ".pulumi" / "stacks" / PROJECT / "mobile.json"
    path.write_text(path.read_text().replace(f"{PROJECT}/network", "other/network"))
    wanted = ("organization", "mobile")
    assert removed_stacks(state, PROJECT, ("organization", "network", "mobile"), wanted) == (("network",),)
