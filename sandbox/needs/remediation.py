"""The smallest edits for what statements of the deployer's own cannot allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sandbox.access.query import Counterexample, Query
from sandbox.access.remediation.search import Remediation, find_remediation
from sandbox.iam import Evaluator, Snapshot
from sandbox.needs.evaluation import request_keys
from sandbox.needs.model import Lack, Missing


def remediations(lack: Lack, snapshot: Snapshot, now: datetime) -> Iterator[tuple[Missing, Remediation | None]]:
    """Yield one denied permission for each layer and policy that denies, and the smallest edit that allows it.

    Args:
        lack: What a role or user lacks.
        snapshot: The policies, with the deployer's.
        now: The time of the calls, for conditions.

    """
    evaluator = Evaluator(snapshot)
    examples: dict[tuple[object, ...], Missing] = {}
    for one in lack.denied:
        deciding = one.trace.deciding
        policy = deciding[0].policy.name if deciding else None
        examples.setdefault((one.trace.verdict.layer, policy), one)
    for one in examples.values():
        needed = one.needed
        keys = {**request_keys(needed.principal, now), **needed.context}
        context = {key.lower(): value for key, value in keys.items()}
        query = Query(needed.principal, needed.action, needed.resource, context)
        yield one, find_remediation(evaluator, Counterexample(query, query.explain(evaluator), "needed by the update"))
