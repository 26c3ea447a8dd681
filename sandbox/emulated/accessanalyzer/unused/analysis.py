"""The analysis of unused access of an analyzer's accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sandbox.emulated.accessanalyzer.model import AnalyzedResource, Analyzer, Observation
from sandbox.emulated.accessanalyzer.unused.entities import entities_in
from sandbox.emulated.accessanalyzer.unused.observations import is_excluded, observations


def unused_access(
    analyzer: Analyzer, accounts: Iterable[str], now: datetime
) -> tuple[list[AnalyzedResource], list[Observation]]:
    """Return the analyzed users and roles, and what of their access is unused."""
    configured = (analyzer.configuration or {})["unusedAccess"]
    exclusions = (configured.get("analysisRule") or {}).get("exclusions") or ()
    before = now - timedelta(days=configured["unusedAccessAge"])
    resources: list[AnalyzedResource] = []
    observed: list[Observation] = []
    for account in accounts:
        for entity in entities_in(account, analyzer.partition, before):
            if is_excluded(entity, exclusions):
                continue
            kind = "AWS::IAM::Role" if entity.is_role else "AWS::IAM::User"
            resources.append(AnalyzedResource(entity.arn, kind, account))
            observed += observations(analyzer.arn, entity, configured["unusedAccessAge"], now)
    return resources, observed
