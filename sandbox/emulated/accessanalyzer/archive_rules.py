"""Archive rules: they archive new findings, and on request the findings that are there.

Reference: Access Analyzer API reference, CreateArchiveRule, UpdateArchiveRule, ApplyArchiveRule.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sandbox.emulated.accessanalyzer.analysis import analyze
from sandbox.emulated.accessanalyzer.call import AccessAnalyzerCall
from sandbox.emulated.accessanalyzer.criteria import Filter, check_filter
from sandbox.emulated.accessanalyzer.errors import conflict, not_found, quota_exceeded
from sandbox.emulated.accessanalyzer.history import archived
from sandbox.emulated.accessanalyzer.model import Analyzer, ArchiveRule
from sandbox.emulated.accessanalyzer.store import Analyzers
from sandbox.emulated.operation import operation

type Call = AccessAnalyzerCall[Analyzers]

_AT_MOST = 100
"""Of an analyzer. Reference: IAM user guide, access-analyzer-quotas."""


def new_rule(analyzer: Analyzer, name: str, filter_: Filter, now: datetime) -> ArchiveRule:
    """Return a new rule; raises for a name in use, a wrong filter, and one rule too many."""
    if name in analyzer.rules:
        raise conflict("ArchiveRule", name)
    if len(analyzer.rules) >= _AT_MOST:
        raise quota_exceeded(f"An analyzer has {_AT_MOST} archive rules at most.", "ArchiveRule", name)
    check_filter(filter_, of_rule=True)
    return ArchiveRule(name, filter_, now, now)


@operation("CreateArchiveRule")
def create_archive_rule(call: Call) -> dict[str, Any]:
    """Create a rule for new findings."""
    analyzer = call.state.named(call.request["analyzerName"])
    analyze(analyzer, call.now)
    name = call.request["ruleName"]
    analyzer.rules[name] = new_rule(analyzer, name, call.request["filter"], call.now)
    return {}


@operation("GetArchiveRule")
def get_archive_rule(call: Call) -> dict[str, Any]:
    """Return a rule."""
    return {"archiveRule": _rule(call.state.named(call.request["analyzerName"]), call.request["ruleName"]).shown()}


@operation("ListArchiveRules")
def list_archive_rules(call: Call) -> dict[str, Any]:
    """Return the rules of an analyzer."""
    rules = call.state.named(call.request["analyzerName"]).rules.values()
    return call.page("archiveRules", rules, ArchiveRule.shown)


@operation("UpdateArchiveRule")
def update_archive_rule(call: Call) -> dict[str, Any]:
    """Replace the filter of a rule."""
    analyzer = call.state.named(call.request["analyzerName"])
    rule = _rule(analyzer, call.request["ruleName"])
    check_filter(call.request["filter"], of_rule=True)
    analyze(analyzer, call.now)
    analyzer.rules[rule.name] = replace(rule, filter=call.request["filter"], updated_at=call.now)
    return {}


@operation("DeleteArchiveRule")
def delete_archive_rule(call: Call) -> dict[str, Any]:
    """Delete a rule; what it archived stays archived."""
    analyzer = call.state.named(call.request["analyzerName"])
    analyze(analyzer, call.now)
    del analyzer.rules[_rule(analyzer, call.request["ruleName"]).name]
    return {}


@operation("ApplyArchiveRule")
def apply_archive_rule(call: Call) -> dict[str, Any]:
    """Archive the active findings that a rule matches."""
    analyzer = call.state.of_arn(call.request["analyzerArn"])
    rule = _rule(analyzer, call.request["ruleName"])
    analyze(analyzer, call.now)
    for id_, finding in analyzer.findings.items():
        changed = archived(finding, (rule,))
        if changed is not finding:
            analyzer.findings[id_] = replace(changed, updated_at=call.now)
    return {}


def _rule(analyzer: Analyzer, name: str) -> ArchiveRule:
    if name not in analyzer.rules:
        raise not_found("ArchiveRule", name)
    return analyzer.rules[name]
