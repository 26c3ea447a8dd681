"""Access Analyzer: both forms of an operation on findings have one action, and rules are resources of an analyzer.

Reference: Service Authorization Reference, list_awsiamaccessanalyzer; Access Analyzer API reference, GetFindingV2 and
ListFindingsV2.
"""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    actions={"GetFindingV2": "GetFinding", "ListFindingsV2": "ListFindings"},
    identifiers={"Analyzer": ("analyzerName",), "ArchiveRule": ("ruleName",)},
    variables={"AnalyzerName": ("analyzerName",)},
)
