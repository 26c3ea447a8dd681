"""Start, describe and delete analyses of paths by Reachability Analyzer.

Source: StartNetworkInsightsAnalysis and its neighbours in the EC2 API Reference; "Troubleshooting Reachability
Analyzer" in its guide for the messages of failed ones. An analysis is of the network at the time when it starts.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2 import network_insights_store as store
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.filters import member
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.network_insights_components import Components
from sandbox.emulated.ec2.network_insights_explanations import explanation
from sandbox.emulated.ec2.network_insights_paths import MOST_RESULTS
from sandbox.emulated.ec2.network_insights_resources import exists, resource_id
from sandbox.emulated.ec2.network_insights_search import UNSUPPORTED, Search, search
from sandbox.emulated.ec2.network_insights_store import RUNNING, NetworkInsightsAnalysis
from sandbox.emulated.ec2.reachability_network import reachability_network
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, shown_tags, tag
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call, Values
from sandbox.reach import Analyzer
from sandbox.reach.model import Network, NetworkInterface

SUCCEEDED, FAILED = "succeeded", "failed"
_LISTING = Listing(
    member="NetworkInsightsAnalyses",
    ids="NetworkInsightsAnalysisIds",
    id="NetworkInsightsAnalysisId",
    missing=store.no_analysis,
    least=1,
    most=MOST_RESULTS,
    fields={"path-found": member("NetworkPathFound"), "status": member("Status")},
)


@operation("StartNetworkInsightsAnalysis")
@backend.changing
def start_network_insights_analysis(call: HybridCall) -> dict[str, Any]:
    """Analyze a path in the network as it is."""
    if earlier := repeated(call):
        return {"NetworkInsightsAnalysis": shown(call, store.analysis(call, earlier))}
    tags = requested_tags(call, "network-insights-analysis")
    path = store.path(call, call.request["NetworkInsightsPathId"])
    if call.request.get("AdditionalAccounts"):
        raise AwsError(
            "UnsupportedOperation", "AdditionalAccounts: the sandbox analyzes paths within one account alone."
        )
    wanted, ignored = (
        frozenset(resource_id(call, arn, name) for arn in call.request.get(name) or ())
        for name in ("FilterInArns", "FilterOutArns")
    )
    outcome, result = _analyze(call, path.request, wanted, ignored)
    made = NetworkInsightsAnalysis(
        id=f"nia-{call.token(17)}",
        path=path.id,
        started=call.timestamp,
        request={name: call.request[name] for name in ("FilterInArns", "FilterOutArns") if call.request.get(name)},
        state=RUNNING,
        since=call.timestamp,
        outcome=outcome,
        result=result,
    )
    store.kept(call).analyses[made.id] = made
    tag(call, made.id, tags)
    remember(call, made.id)
    return {"NetworkInsightsAnalysis": shown(call, made)}


@operation("DescribeNetworkInsightsAnalyses")
def describe_network_insights_analyses(call: Call) -> dict[str, Any]:
    """Return the caller's analyses: those of a path, those that started in a period."""
    known = list(store.kept(call).analyses.values())
    if id_ := call.request.get("NetworkInsightsPathId"):
        store.path(call, id_)
        known = [it for it in known if it.path == id_]
    known = store.started_between(known, call.request.get("AnalysisStartTime"), call.request.get("AnalysisEndTime"))
    return describe(call, _LISTING, [shown(call, it) for it in known])


@operation("DeleteNetworkInsightsAnalysis")
@backend.changing
def delete_network_insights_analysis(call: Call) -> dict[str, Any]:
    """Delete an analysis."""
    found = store.analysis(call, call.request["NetworkInsightsAnalysisId"])
    del store.kept(call).analyses[found.id]
    forget_tags(call, found.id)
    return {"NetworkInsightsAnalysisId": found.id}


def shown(call: Call, it: NetworkInsightsAnalysis) -> dict[str, Any]:
    """Return a NetworkInsightsAnalysis, with its result once it ended."""
    return {
        "NetworkInsightsAnalysisId": it.id,
        "NetworkInsightsAnalysisArn": store.arn(call, "network-insights-analysis", it.id),
        "NetworkInsightsPathId": it.path,
        **it.request,
        "StartDate": store.moment(it.started),
        "Status": it.state,
        **(it.result if it.state != RUNNING else {}),
        "Tags": shown_tags(call, it.id),
    }


def _analyze(
    call: HybridCall, path: Values, wanted: frozenset[str], ignored: frozenset[str]
) -> tuple[str, dict[str, Any]]:
    """Return the state in which an analysis ends, and what it shows then."""
    for name in ("Source", "Destination"):
        if name in path and not exists(call, path[name]):
            return FAILED, {"StatusMessage": f"The request failed due to missing component {path[name]}"}
    analyzer = Analyzer(reachability_network(call))
    found = search(analyzer, path, wanted, ignored)
    if found.passed is None and any(block.code == UNSUPPORTED for block in found.blocks):
        return FAILED, {
            "StatusMessage": "The network configuration is not supported",
            "WarningMessage": "; ".join(found.notes),
        }
    return SUCCEEDED, _result(call, analyzer, path, found)


def _result(call: HybridCall, analyzer: Analyzer, path: Values, found: Search) -> dict[str, Any]:
    components = Components(call, analyzer.index)
    passed = found.passed
    if passed is not None:
        return {
            "NetworkPathFound": True,
            "ForwardPathComponents": components.path(passed.forward, passed.sent, passed.arrived),
            "ReturnPathComponents": components.path(passed.back, passed.sent, passed.arrived, response=True),
        }
    near = tuple(it for name in ("Destination", "Source") for it in _interfaces(analyzer.network, path.get(name, "")))
    return {
        "NetworkPathFound": False,
        "Explanations": [explanation(components, block, near) for block in found.blocks],
    }


def _interfaces(network: Network, id_: str) -> list[NetworkInterface]:
    return [it for it in network.interfaces.values() if id_ and id_ in {it.id, it.attached_to}]
