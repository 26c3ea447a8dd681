from __future__ import annotations

from dataclasses import replace

from sandbox.iam.snapshot import UnattachedPolicy
from sandbox.origin import Origin
from sandbox.snapshot.source_overlay import with_program_lines
from tests.sandbox.access.snapshots import EVERYTHING, READER, snapshot

_OTHER = EVERYTHING | {"Effect": "Deny"}


def test_a_statement_equal_to_the_programs_has_its_line_and_another_keeps_its_own() -> None:
    program = snapshot(EVERYTHING)
    live = snapshot(EVERYTHING, _OTHER)
    caller = live.callers[READER]
    live_policy = replace(
        caller.identity[0], origin=None, statement_origins=(Origin("answer", path="$[0]"), Origin("answer"))
    )
    live = replace(live, callers={READER: replace(caller, identity=(live_policy,))})
    policy = with_program_lines(live, program).callers[READER].identity[0]
    assert (str(policy.where(0)), str(policy.where(1))) == ("identity.py:1", "answer")
    assert policy.document == live_policy.document


def test_policies_that_are_not_in_the_program_are_unchanged() -> None:
    live = snapshot(EVERYTHING)
    assert with_program_lines(live, replace(live, callers={}, nodes={})) == live


def test_attachments_have_the_programs_lines_and_only_unattached_guardrails_are_spare() -> None:
    program = snapshot(EVERYTHING)
    origin = Origin("estate.yaml", 3)
    root = replace(program.nodes["r-1"], origin=origin)
    unattached = {name: UnattachedPolicy(name) for name in ("rail", "scp")}
    overlaid = with_program_lines(
        snapshot(EVERYTHING), replace(program, nodes={**program.nodes, "r-1": root}, unattached=unattached)
    )
    assert overlaid.nodes["r-1"].origin == origin
    assert list(overlaid.unattached) == ["rail"], "the other is attached in the live organization"
