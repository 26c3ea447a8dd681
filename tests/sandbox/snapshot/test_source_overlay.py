from __future__ import annotations

from dataclasses import replace

from sandbox.iam.origin import Origin
from sandbox.iam.snapshot import Spare
from sandbox.snapshot.source_overlay import with_program_lines
from tests.sandbox.access.snapshots import EVERYTHING, READER, snapshot

_OTHER = EVERYTHING | {"Effect": "Deny"}


def test_a_statement_that_runs_as_written_has_the_programs_line_and_another_keeps_its_own() -> None:
    program = snapshot(EVERYTHING)
    runs = snapshot(EVERYTHING, _OTHER)
    caller = runs.callers[READER]
    theirs = replace(
        caller.identity[0], origin=None, statement_origins=(Origin("answer", path="$[0]"), Origin("answer"))
    )
    runs = replace(runs, callers={READER: replace(caller, identity=(theirs,))})
    policy = with_program_lines(runs, program).callers[READER].identity[0]
    assert (str(policy.where(0)), str(policy.where(1))) == ("identity.py:1", "answer")
    assert policy.document == theirs.document


def test_what_the_program_does_not_know_stays_as_it_was_answered() -> None:
    runs = snapshot(EVERYTHING)
    assert with_program_lines(runs, replace(runs, callers={}, nodes={})) == runs


def test_what_is_attached_is_said_where_the_program_says_it_and_spare_is_what_runs_nowhere() -> None:
    program = snapshot(EVERYTHING)
    said = Origin("estate.yaml", 3)
    root = replace(program.nodes["r-1"], origin=said)
    spare = {name: Spare(name) for name in ("rail", "scp")}
    made = with_program_lines(snapshot(EVERYTHING), replace(program, nodes={**program.nodes, "r-1": root}, spare=spare))
    assert made.nodes["r-1"].origin == said
    assert list(made.spare) == ["rail"], "by hand somebody attached the other"
