"""A diff tells each edit once: with whom it touches, and with the line that did it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.access import differences
from sandbox.iam.origin import Origin
from sandbox.iam.snapshot import Snapshot
from sandbox.report.access_diff import as_markdown, gathered, plain
from tests.sandbox.access.worlds import ACTIONS, EVERYTHING, policy, world

GUARDS = tuple(
    {"Sid": sid, "Effect": "Deny", "Action": action, "Resource": "*"}
    for sid, action in (("Buckets", "s3:DeleteBucket"), ("Roles", "iam:CreateRole"))
)


def railed(*guards: dict[str, str]) -> Snapshot:
    """A rail of these guards on the root, where there are any."""
    made = world(EVERYTHING)
    root = replace(made.nodes["r-1"], origin=Origin("estate.yaml", 2))
    rail = (policy("rail", *guards),) if guards else ()
    return replace(made, source="before", nodes={**made.nodes, "r-1": replace(root, scps=(*root.scps, *rail))})


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "estate.yaml").write_text("guardrails: # no Python: {\n  root: [rail]\n")
    (tmp_path / "rail.py").write_text("")
    return tmp_path


def test_a_policy_that_is_attached_no_more_is_one_change_at_the_line_of_its_list(program: Path):
    old, new = railed(*GUARDS), railed()
    found = gathered(differences(old, new, ACTIONS), program, program)
    (change,) = found
    assert sorted(change.actions) == ["iam:CreateRole", "s3:DeleteBucket"]
    assert "scp rail is gone: estate.yaml:2 of before" in as_markdown(found, old, new)
    (cause,) = plain(change)["causes"]
    assert (cause["policy"], cause["sid"], cause["origin"]) == ("rail", None, "estate.yaml:2")


def test_each_statement_that_goes_from_a_policy_that_stays_is_a_change_at_its_own_line(program: Path):
    both = gathered(differences(railed(*GUARDS), railed(GUARDS[0]), ACTIONS), program, program)
    (change,) = both
    assert change.actions == ("iam:CreateRole",)
    assert "scp rail/Roles is gone: rail.py:2 of before" in as_markdown(both, railed(*GUARDS), railed(GUARDS[0]))
