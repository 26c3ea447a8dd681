"""Pulumi's own state files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.deploy import checkpoint
from sandbox.deploy.errors import StateDamaged

PROJECT = "shop"
STACKS = ("all", "organization", "network", "mobile", "data")


def write(state: Path, stack: str, **latest: Any) -> Path:
    folder = checkpoint.backend(state) / ".pulumi" / "stacks" / PROJECT
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stack}.json"
    path.write_text(json.dumps({"version": 3, "checkpoint": {"stack": stack, "latest": latest or None}}))
    return path


def lock(state: Path, pid: object) -> Path:
    path = checkpoint.backend(state) / ".pulumi" / "locks" / "organization" / "causeway" / "all" / "1.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"pid": pid}))
    return path


def test_without_state_there_are_no_stacks(tmp_path: Path) -> None:
    assert checkpoint.summaries(tmp_path, PROJECT) == {}
    assert checkpoint.pending(tmp_path, PROJECT, STACKS) == ()
    assert checkpoint.locks(tmp_path) == ()


def test_a_stack_that_was_only_created_is_empty(tmp_path: Path) -> None:
    write(tmp_path, "all")
    assert checkpoint.summaries(tmp_path, PROJECT) == {"all": {"resources": 0, "last_update": None}}


def test_resources_are_counted_and_dated_for_each_stack(tmp_path: Path) -> None:
    write(
        tmp_path,
        "network",
        manifest={"time": "2026-01-01T00:00:00Z"},
        resources=[{"type": "a", "urn": "a"}, {"type": "b", "urn": "b"}],
    )
    write(tmp_path, "mobile", manifest={"time": "2026-01-02T00:00:00Z"}, resources=[])
    assert checkpoint.summaries(tmp_path, PROJECT) == {
        "mobile": {"resources": 0, "last_update": "2026-01-02T00:00:00Z"},
        "network": {"resources": 2, "last_update": "2026-01-01T00:00:00Z"},
    }


def test_outputs_are_found_by_type_in_all_stacks_without_deleted_resources(tmp_path: Path) -> None:
    vpc = {"type": "aws:ec2/vpc:Vpc", "urn": "vpc"}
    write(
        tmp_path,
        "mobile",
        resources=[{**vpc, "id": "vpc-1", "outputs": {"cidrBlock": "10.1.0.0/16"}}, {"type": "other", "urn": "other"}],
    )
    write(tmp_path, "data", resources=[{**vpc, "id": "vpc-2", "delete": True}])
    assert checkpoint.resources(tmp_path, PROJECT, STACKS, "aws:ec2/vpc:Vpc") == [
        {"id": "vpc-1", "cidrBlock": "10.1.0.0/16"}
    ]


def test_pending_operations_are_named(tmp_path: Path) -> None:
    operation = {"resource": {"urn": "urn:pulumi:all::shop::aws:ec2/vpc:Vpc::mobile"}, "type": "creating"}
    write(tmp_path, "all", pending_operations=[operation])
    assert checkpoint.pending(tmp_path, PROJECT, STACKS) == ("mobile",)


def test_a_partly_written_file_is_damaged(tmp_path: Path) -> None:
    path = write(tmp_path, "all", resources=[])
    path.write_text(path.read_text()[:40])
    with pytest.raises(StateDamaged, match=r"all\.json is damaged"):
        checkpoint.pending(tmp_path, PROJECT, STACKS)


def test_a_partly_written_lock_has_no_process(tmp_path: Path) -> None:
    lock(tmp_path, 0).write_text('{"pi')
    assert [found.pid for found in checkpoint.locks(tmp_path)] == [0]


def test_planned_outputs_are_set_in_a_copy_and_not_in_the_original(tmp_path: Path) -> None:
    stack = {"urn": "urn", "type": "pulumi:pulumi:Stack", "outputs": {"network": "old"}, "parent": ""}
    original = write(tmp_path, "network", resources=[stack, {"urn": "vpc", "type": "aws:ec2/vpc:Vpc"}])
    before = original.read_text()
    checkpoint.copy(tmp_path, PROJECT, tmp_path / "copy")

    checkpoint.set_outputs(tmp_path / "copy", PROJECT, "network", {"network": "new"})

    written = json.loads((tmp_path / "copy" / ".pulumi/stacks/shop/network.json").read_text())
    assert written["checkpoint"]["latest"]["resources"] == [
        {**stack, "outputs": {"network": "new"}},
        {"urn": "vpc", "type": "aws:ec2/vpc:Vpc"},
    ]
    assert original.read_text() == before


def test_planned_outputs_are_set_on_a_stack_that_was_never_deployed(tmp_path: Path) -> None:
    path = write(tmp_path, "organization", manifest={"time": "2026-01-01T00:00:00Z"})
    checkpoint.set_outputs(tmp_path / "state", PROJECT, "organization", {"organization": {"id": "o-1"}})
    (root,) = json.loads(path.read_text())["checkpoint"]["latest"]["resources"]
    assert root["outputs"] == {"organization": {"id": "o-1"}}
    assert root["urn"].endswith("::shop::pulumi:pulumi:Stack::shop-organization")


def test_discarded_stacks_are_removed_and_others_are_kept(tmp_path: Path) -> None:
    write(tmp_path, "all", resources=[])
    write(tmp_path, "scratch", resources=[{"type": "a", "urn": "a"}])
    other = checkpoint.backend(tmp_path) / ".pulumi" / "stacks" / "team" / "all.json"
    other.parent.mkdir(parents=True)
    other.write_text("{}")
    history = checkpoint.backend(tmp_path) / ".pulumi" / "history" / PROJECT
    for name in ("all", "scratch"):
        (history / name).mkdir(parents=True)

    checkpoint.discard(tmp_path, PROJECT, ["all"])

    assert set(checkpoint.summaries(tmp_path, PROJECT)) == {"scratch"}
    assert other.exists()
    assert [path.name for path in history.iterdir()] == ["scratch"]
    assert checkpoint.other_stacks(tmp_path, PROJECT, ["all"]) == (f"{PROJECT}/scratch", "team/all")


def test_a_stack_of_another_program_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "all", resources=[])
    write(tmp_path, "scratch", resources=[{"type": "t", "urn": "u", "id": "1"}], pending_operations=[{}])
    assert checkpoint.resources(tmp_path, PROJECT, ["all"], "t") == []
    assert checkpoint.pending(tmp_path, PROJECT, ["all"]) == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "null", '{"checkpoint": 1}', '{"checkpoint": {"latest": {"resources": [{"id": "1"}]}}}']
)
def test_a_damaged_stack_is_named(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "all", resources=[])
    path.write_text(text)
    for read in (checkpoint.summaries, lambda state, project: checkpoint.copy(state, project, tmp_path / "copy")):
        with pytest.raises(StateDamaged) as refused:
            read(tmp_path, PROJECT)
        assert str(path) in refused.value.happened
        assert "`sandbox up`" in refused.value.next_step


def test_a_copy_without_state_is_empty(tmp_path: Path) -> None:
    checkpoint.copy(tmp_path, PROJECT, tmp_path / "copy")
    assert list((tmp_path / "copy").rglob("*.json")) == []
