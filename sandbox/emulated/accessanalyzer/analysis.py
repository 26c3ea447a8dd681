"""The analysis of an analyzer's accounts: it runs whenever findings are read or changed.

AWS analyzes a resource within half an hour of a change, and unused access every day.
"""

from __future__ import annotations

from datetime import datetime

from sandbox.emulated.accessanalyzer.external.analysis import external_access
from sandbox.emulated.accessanalyzer.history import updated
from sandbox.emulated.accessanalyzer.model import Analyzer
from sandbox.emulated.accessanalyzer.scope import accounts_of, disabled_because, zone_of
from sandbox.emulated.accessanalyzer.unused.analysis import unused_access


def analyze(analyzer: Analyzer, now: datetime) -> None:
    """Bring the findings of an analyzer up to date; one that is disabled keeps those that it has."""
    if disabled_because(analyzer) is not None:
        return
    accounts = accounts_of(analyzer)
    if analyzer.is_of_unused_access:
        resources, observed = unused_access(analyzer, accounts, now)
    else:
        resources, observed = external_access(analyzer, accounts, zone_of(analyzer))
    analyzer.findings = updated(analyzer.findings, observed, analyzer.rules.values(), now)
    analyzer.resources = {one.arn: one for one in resources}
    analyzer.analyzed_at = now
