"""Findings between two analyses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sandbox.emulated.accessanalyzer.history import updated
from sandbox.emulated.accessanalyzer.model import ArchiveRule, Finding, Observation

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
SEEN = Observation("1", "UnusedIAMRole", "arn:aws:iam::111111111111:role/a", "AWS::IAM::Role", "111111111111")
ARCHIVING = ArchiveRule("roles", {"findingType": {"eq": ["UnusedIAMRole"]}}, NOON, NOON)


def test_a_new_finding_is_active_or_archived_by_a_rule() -> None:
    assert updated({}, [SEEN], [], NOON) == {"1": Finding(SEEN, "ACTIVE", NOON, NOON, NOON)}
    assert updated({}, [SEEN], [ARCHIVING], NOON)["1"].status == "ARCHIVED"


def test_a_rule_leaves_a_known_finding_active() -> None:
    known = updated({}, [SEEN], [], NOON)
    assert updated(known, [SEEN], [ARCHIVING], LATER)["1"] == Finding(SEEN, "ACTIVE", NOON, LATER, NOON)


def test_a_changed_finding_keeps_its_status_and_has_a_new_update_time() -> None:
    known = updated({}, [SEEN], [ARCHIVING], NOON)
    changed = replace(SEEN, details=({"lastAccessed": NOON},))
    assert updated(known, [changed], [], LATER)["1"] == Finding(changed, "ARCHIVED", NOON, LATER, LATER)


def test_what_is_no_longer_observed_is_resolved_and_active_again_when_it_returns() -> None:
    known = updated({}, [SEEN], [], NOON)
    resolved = updated(known, [], [], LATER)
    assert resolved["1"] == Finding(SEEN, "RESOLVED", NOON, LATER, LATER)
    assert updated(resolved, [], [], LATER + timedelta(hours=1)) == resolved
    assert updated(resolved, [SEEN], [], LATER)["1"].status == "ACTIVE"
    assert updated(resolved, [SEEN], [ARCHIVING], LATER)["1"].status == "ARCHIVED"
