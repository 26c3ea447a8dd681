"""The descriptions of candidate edits, and the verdicts after them."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.access.query import Query
from sandbox.access.remediation.edit import Edit
from sandbox.iam import Evaluator, Snapshot


def allowed_after(edits: Iterable[Edit], snapshot: Snapshot, query: Query) -> dict[str, bool]:
    """Return whether the query is allowed after each edit, by the edit's description."""
    return {edit.description: query.decide(Evaluator(edit.applied(snapshot))).allowed for edit in edits}
