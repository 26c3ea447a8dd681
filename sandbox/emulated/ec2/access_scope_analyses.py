"""Start, describe and delete analyses of Network Access Scopes, and return their findings.

Source: StartNetworkInsightsAccessScopeAnalysis and its neighbours in the EC2 API Reference. An analysis is of the
network at the time when it starts.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import network_insights_store as store
from sandbox.emulated.ec2.access_scope_findings import MOST_PAIRS, TooManyPairs, findings
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, check_page_size, describe
from sandbox.emulated.ec2.network_insights_analyses import FAILED, SUCCEEDED
from sandbox.emulated.ec2.network_insights_paths import MOST_RESULTS
from sandbox.emulated.ec2.network_insights_store import RUNNING, AccessScopeAnalysis
from sandbox.emulated.ec2.reachability_network import reachability_network
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, shown_tags, tag
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call, Values
from sandbox.reach import Analyzer

_LISTING = Listing(
    member="NetworkInsightsAccessScopeAnalyses",
    ids="NetworkInsightsAccessScopeAnalysisIds",
    id="NetworkInsightsAccessScopeAnalysisId",
    missing=store.no_scope_analysis,
    least=1,
    most=MOST_RESULTS,
    fields={"findings-found": member("FindingsFound"), "status": member("Status")},
)


@operation("StartNetworkInsightsAccessScopeAnalysis")
@backend.changing
def start_network_insights_access_scope_analysis(call: HybridCall) -> dict[str, Any]:
    """Analyze a Network Access Scope in the network as it is."""
    if earlier := repeated(call):
        return {"NetworkInsightsAccessScopeAnalysis": _shown(call, store.scope_analysis(call, earlier))}
    tags = requested_tags(call, "network-insights-access-scope-analysis")
    scope = store.scope(call, call.request["NetworkInsightsAccessScopeId"])
    network = reachability_network(call)
    found: list[list[Values]] = []
    message = ""
    try:
        found = list(findings(call, Analyzer(network), scope.paths))
    except TooManyPairs:
        message = f"The scope matches more than {MOST_PAIRS} pairs of resources. Narrow its sources or destinations."
    made = AccessScopeAnalysis(
        id=f"nisa-{call.token(17)}",
        scope=scope.id,
        started=call.timestamp,
        state=RUNNING,
        since=call.timestamp,
        outcome=FAILED if message else SUCCEEDED,
        message=message,
        interfaces=len(network.interfaces),
        findings=found,
    )
    store.kept(call).scope_analyses[made.id] = made
    tag(call, made.id, tags)
    remember(call, made.id)
    return {"NetworkInsightsAccessScopeAnalysis": _shown(call, made)}


@operation("DescribeNetworkInsightsAccessScopeAnalyses")
def describe_network_insights_access_scope_analyses(call: Call) -> dict[str, Any]:
    """Return the caller's analyses: those of a scope, those that started in a period."""
    known = list(store.kept(call).scope_analyses.values())
    if id_ := call.request.get("NetworkInsightsAccessScopeId"):
        store.scope(call, id_)
        known = [it for it in known if it.scope == id_]
    known = store.started_between(
        known, call.request.get("AnalysisStartTimeBegin"), call.request.get("AnalysisStartTimeEnd")
    )
    return describe(call, _LISTING, [_shown(call, it) for it in known])


@operation("GetNetworkInsightsAccessScopeAnalysisFindings")
def get_network_insights_access_scope_analysis_findings(call: Call) -> dict[str, Any]:
    """Return the findings of an analysis, none before it ended."""
    found = store.scope_analysis(call, call.request["NetworkInsightsAccessScopeAnalysisId"])
    if (size := call.request.get("MaxResults")) is not None:
        check_page_size(size, least=1)
    shown = [
        {
            "NetworkInsightsAccessScopeAnalysisId": found.id,
            "NetworkInsightsAccessScopeId": found.scope,
            "FindingId": f"AnalysisFinding-{number}",
            "FindingComponents": components,
        }
        for number, components in enumerate(found.findings if found.state == SUCCEEDED else (), 1)
    ]
    return {
        "NetworkInsightsAccessScopeAnalysisId": found.id,
        "AnalysisStatus": found.state,
        **call.page("AnalysisFindings", shown),
    }


@operation("DeleteNetworkInsightsAccessScopeAnalysis")
@backend.changing
def delete_network_insights_access_scope_analysis(call: Call) -> dict[str, Any]:
    """Delete an analysis with its findings."""
    found = store.scope_analysis(call, call.request["NetworkInsightsAccessScopeAnalysisId"])
    del store.kept(call).scope_analyses[found.id]
    forget_tags(call, found.id)
    return {"NetworkInsightsAccessScopeAnalysisId": found.id}


def _shown(call: Call, it: AccessScopeAnalysis) -> dict[str, Any]:
    ended: dict[str, Any] = {}
    if it.state == SUCCEEDED:
        ended = {"EndDate": store.moment(it.since), "FindingsFound": "true" if it.findings else "false"}
    elif it.state == FAILED:
        ended = {"EndDate": store.moment(it.since), "FindingsFound": "unknown", "StatusMessage": it.message}
    return {
        "NetworkInsightsAccessScopeAnalysisId": it.id,
        "NetworkInsightsAccessScopeAnalysisArn": store.arn(call, "network-insights-access-scope-analysis", it.id),
        "NetworkInsightsAccessScopeId": it.scope,
        "StartDate": store.moment(it.started),
        "Status": it.state,
        **ended,
        "AnalyzedEniCount": it.interfaces if it.state == SUCCEEDED else 0,
        "Tags": shown_tags(call, it.id),
    }
