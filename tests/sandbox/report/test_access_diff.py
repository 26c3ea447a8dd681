"""A diff has one change for each edit, with the principals that it affects and its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.access import Cause, differences
from sandbox.iam.snapshot import Snapshot
from sandbox.origin import Origin
from sandbox.report.access_diff import as_json, as_markdown, group_changes
from sandbox.snapshot.source_map.changed_line import changed_line
from tests.sandbox.access.snapshots import ACTIONS, EVERYTHING, policy, snapshot

DENIES = tuple(
    {"Sid": sid, "Effect": "Deny", "Action": action, "Resource": "*"}
    for sid, action in (("Buckets", "s3:DeleteBucket"), ("Roles", "iam:CreateRole"))
)


def limited(*statements: dict[str, str]) -> Snapshot:
    """Return a snapshot with a policy of these statements on the root."""
    read = snapshot(EVERYTHING)
    root = replace(read.nodes["r-1"], origin=Origin("estate.yaml", 2))
    limit = (policy("rail", *statements),) if statements else ()
    return replace(read, source="before", nodes={**read.nodes, "r-1": replace(root, scps=(*root.scps, *limit))})


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "estate.yaml").write_text("guardrails: # no Python: {\n  root: [rail]\n")
    (tmp_path / "rail.py").write_text("")
    return tmp_path


def located(program: Path) -> Callable[[Cause], Origin | None]:
    def locate(cause: Cause) -> Origin | None:
        return changed_line(cause.origin, cause.was, cause.now, program, program) if cause.origin else None

    return locate


def test_a_policy_that_is_no_longer_attached_is_one_change_at_its_list(program: Path):
    old, new = limited(*DENIES), limited()
    found = group_changes(differences(old, new, ACTIONS), located(program))
    (change,) = found
    assert sorted(change.actions) == ["iam:CreateRole", "s3:DeleteBucket"]
    assert "scp rail is gone: estate.yaml:2 of before" in as_markdown(found, old, new)
    (cause,) = as_json(change)["causes"]
    assert (cause["policy"], cause["sid"], cause["origin"]) == ("rail", None, "estate.yaml:2")


def test_each_removed_statement_is_a_change_at_its_own_line(program: Path):
    changes = group_changes(differences(limited(*DENIES), limited(DENIES[0]), ACTIONS), located(program))
    (change,) = changes
    assert change.actions == ("iam:CreateRole",)
    assert "scp rail/Roles is gone: rail.py:2 of before" in as_markdown(changes, limited(*DENIES), limited(DENIES[0]))
