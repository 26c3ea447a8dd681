"""The resources that an analyzer of external access analyzed, and the scan of one of them.

Reference: Access Analyzer API reference, ListAnalyzedResources, GetAnalyzedResource, StartResourceScan.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.accessanalyzer.analysis import analyze
from sandbox.emulated.accessanalyzer.call import AccessAnalyzerCall
from sandbox.emulated.accessanalyzer.errors import invalid, not_found
from sandbox.emulated.accessanalyzer.model import RESOLVED, AnalyzedResource, Analyzer
from sandbox.emulated.accessanalyzer.store import Analyzers
from sandbox.emulated.operation import operation

type Call = AccessAnalyzerCall[Analyzers]


@operation("ListAnalyzedResources")
def list_analyzed_resources(call: Call) -> dict[str, Any]:
    """Return the analyzed resources, of one type where the request names one."""
    wanted = call.request.get("resourceType")
    found = [one for one in _analyzed(call).resources.values() if wanted in (None, one.type)]
    return call.page("analyzedResources", found, _summary)


@operation("GetAnalyzedResource")
def get_analyzed_resource(call: Call) -> dict[str, Any]:
    """Return one analyzed resource, with what principals outside the zone of trust may do."""
    analyzer, arn = _analyzed(call), call.request["resourceArn"]
    found = analyzer.resources.get(arn)
    if found is None:
        raise not_found("AnalyzedResource", arn)
    findings = [one for one in analyzer.findings.values() if one.observed.resource == arn]
    current = [one for one in findings if one.status != RESOLVED]
    details = [detail for one in current for detail in one.observed.details]
    times = {"createdAt": analyzer.created_at, "updatedAt": analyzer.analyzed_at, "analyzedAt": analyzer.analyzed_at}
    shown = _summary(found) | times | {"isPublic": any(detail["isPublic"] for detail in details)}
    if details:
        shown["actions"] = sorted({action for detail in details for action in detail["action"]})
    if findings:
        shown["status"] = current[0].status if current else RESOLVED
    return {"resource": shown}


@operation("StartResourceScan")
def start_resource_scan(call: Call) -> dict[str, Any]:
    """Analyze a resource now; here that is done at every read as well."""
    analyzer, arn = _analyzed(call), call.request["resourceArn"]
    if arn not in analyzer.resources and not any(one.observed.resource == arn for one in analyzer.findings.values()):
        raise not_found("Resource", arn)
    return {}


def _analyzed(call: Call) -> Analyzer:
    analyzer = call.state.of_arn(call.request["analyzerArn"])
    if analyzer.is_of_unused_access:
        raise invalid(f"{call.operation} is supported only for external access analyzers.", "notSupported")
    analyze(analyzer, call.now)
    return analyzer


def _summary(resource: AnalyzedResource) -> dict[str, Any]:
    return {"resourceArn": resource.arn, "resourceOwnerAccount": resource.owner, "resourceType": resource.type}
