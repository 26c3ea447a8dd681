"""Counts of an analyzer's findings.

Reference: Access Analyzer API reference, GetFindingsStatistics, ExternalAccessFindingsStatistics and
UnusedAccessFindingsStatistics.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sandbox.emulated.accessanalyzer.analysis import analyze
from sandbox.emulated.accessanalyzer.call import AccessAnalyzerCall
from sandbox.emulated.accessanalyzer.model import ACTIVE, ARCHIVED, RESOLVED, Finding
from sandbox.emulated.accessanalyzer.store import Analyzers
from sandbox.emulated.operation import operation

type Call = AccessAnalyzerCall[Analyzers]

_TOP_ACCOUNTS = 10


@operation("GetFindingsStatistics")
def get_findings_statistics(call: Call) -> dict[str, Any]:
    """Return the counts of the findings, by status, and of the active ones by what they are about."""
    analyzer = call.state.of_arn(call.request["analyzerArn"])
    analyze(analyzer, call.now)
    findings = list(analyzer.findings.values())
    shown = _unused(findings) if analyzer.is_of_unused_access else _external(findings)
    return {"findingsStatistics": [shown], "lastUpdatedAt": analyzer.analyzed_at or analyzer.created_at}


def _totals(findings: Iterable[Finding]) -> dict[str, int]:
    counts = Counter(finding.status for finding in findings)
    return {
        "totalActiveFindings": counts[ACTIVE],
        "totalArchivedFindings": counts[ARCHIVED],
        "totalResolvedFindings": counts[RESOLVED],
    }


def _external(findings: list[Finding]) -> dict[str, Any]:
    types: dict[str, dict[str, int]] = {}
    for finding in findings:
        if finding.status == ACTIVE:
            counts = types.setdefault(
                finding.observed.resource_type,
                {"totalActivePublic": 0, "totalActiveCrossAccount": 0, "totalActiveErrors": 0},
            )
            counts[_count_of(finding)] += 1
    return {"externalAccessFindingsStatistics": {"resourceTypeStatistics": types, **_totals(findings)}}


def _count_of(finding: Finding) -> str:
    if finding.observed.error is not None:
        return "totalActiveErrors"
    public = any(detail["isPublic"] for detail in finding.observed.details)
    return "totalActivePublic" if public else "totalActiveCrossAccount"


def _unused(findings: list[Finding]) -> dict[str, Any]:
    active = [finding.observed for finding in findings if finding.status == ACTIVE]
    types = Counter(one.type for one in active)
    accounts = Counter(one.owner for one in active)
    top = [
        {
            "account": account,
            "numberOfActiveFindings": count,
            "details": dict(Counter(one.type for one in active if one.owner == account)),
        }
        for account, count in accounts.most_common(_TOP_ACCOUNTS)
    ]
    counts = [{"unusedAccessType": name, "total": total} for name, total in sorted(types.items())]
    shown = {"unusedAccessTypeStatistics": counts, "topAccounts": top, **_totals(findings)}
    return {"unusedAccessFindingsStatistics": shown}
