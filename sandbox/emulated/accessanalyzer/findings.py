"""List, describe and archive findings, in both forms of the API.

Reference: Access Analyzer API reference, ListFindings, ListFindingsV2, GetFinding, GetFindingV2, UpdateFindings.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.emulated.accessanalyzer.analysis import analyze
from sandbox.emulated.accessanalyzer.call import AccessAnalyzerCall
from sandbox.emulated.accessanalyzer.criteria import check_filter, matches
from sandbox.emulated.accessanalyzer.errors import invalid, not_found
from sandbox.emulated.accessanalyzer.finding_shapes import detail_shapes, first_form, second_form
from sandbox.emulated.accessanalyzer.model import ACTIVE, ARCHIVED, Analyzer, Finding
from sandbox.emulated.accessanalyzer.store import Analyzers
from sandbox.emulated.operation import operation

type Call = AccessAnalyzerCall[Analyzers]

_SORTED_BY = {
    "createdAt": lambda finding: finding.created_at,
    "updatedAt": lambda finding: finding.updated_at,
    "analyzedAt": lambda finding: finding.analyzed_at,
}


@operation("ListFindings")
def list_findings(call: Call) -> dict[str, Any]:
    """Return the findings of an analyzer of external access."""
    return call.page("findings", _listed(call, _external(call)), first_form)


@operation("ListFindingsV2")
def list_findings_v2(call: Call) -> dict[str, Any]:
    """Return the findings of any analyzer, without their details."""
    return call.page("findings", _listed(call, _analyzed(call)), second_form)


@operation("GetFinding")
def get_finding(call: Call) -> dict[str, Any]:
    """Return a finding of an analyzer of external access."""
    return {"finding": first_form(_finding(call, _external(call)))}


@operation("GetFindingV2")
def get_finding_v2(call: Call) -> dict[str, Any]:
    """Return a finding of any analyzer, with a page of its details."""
    finding = _finding(call, _analyzed(call))
    return {**second_form(finding), **call.page("findingDetails", detail_shapes(finding))}


@operation("UpdateFindings")
def update_findings(call: Call) -> dict[str, Any]:
    """Archive findings, or make them active again: by their ids, by their resource, or both."""
    request = call.request
    analyzer = _analyzed(call)
    ids, resource = request.get("ids"), request.get("resourceArn")
    if ids is None and resource is None:
        raise invalid("ids or resourceArn must be given.")
    for id_ in ids or ():
        if id_ not in analyzer.findings:
            raise not_found("Finding", id_)
    for id_, finding in analyzer.findings.items():
        chosen = (ids is None or id_ in ids) and resource in (None, finding.observed.resource)
        if chosen and finding.status in (ACTIVE, ARCHIVED) and finding.status != request["status"]:
            analyzer.findings[id_] = replace(finding, status=request["status"], updated_at=call.now)
    return {}


def _analyzed(call: Call) -> Analyzer:
    analyzer = call.state.of_arn(call.request["analyzerArn"])
    analyze(analyzer, call.now)
    return analyzer


def _external(call: Call) -> Analyzer:
    analyzer = call.state.of_arn(call.request["analyzerArn"])
    if analyzer.is_of_unused_access:
        raise invalid(f"{call.operation} is supported only for external access analyzers.", "notSupported")
    return _analyzed(call)


def _finding(call: Call, analyzer: Analyzer) -> Finding:
    found = analyzer.findings.get(call.request["id"])
    if found is None:
        raise not_found("Finding", call.request["id"])
    return found


def _listed(call: Call, analyzer: Analyzer) -> list[Finding]:
    """Return the findings that the request's filter matches, in its order; by default the last that changed first."""
    filter_ = call.request.get("filter") or {}
    check_filter(filter_, of_rule=False)
    found = [one for one in analyzer.findings.values() if matches(filter_, one.attributes())]
    found.sort(key=lambda one: (one.observed.resource, one.observed.id))
    order = call.request.get("sort") or {}
    by = order.get("attributeName") or "updatedAt"
    key = _SORTED_BY.get(by, lambda one: one.attributes().get(by, ()))
    found.sort(key=key, reverse=order.get("orderBy", "DESC" if by in _SORTED_BY else "ASC") == "DESC")
    return found
