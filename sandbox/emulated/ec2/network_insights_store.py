"""The records of Reachability Analyzer and Network Access Analyzer, kept beside moto's of an account and Region."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.lifecycle import TRANSITION_SECONDS, Stateful
from sandbox.emulated.service_call import Call, Values

RUNNING = "running"


@dataclass(kw_only=True)
class NetworkInsightsPath:
    """A path to analyze, with the members of its request."""

    id: str
    created: float
    request: Values
    """The members that the response repeats."""


@dataclass(kw_only=True)
class NetworkInsightsAnalysis(Stateful):
    """An analysis of a path, of the network at the time when it started."""

    id: str
    path: str
    started: float
    request: Values
    """The members that the response repeats."""
    outcome: str
    """The state that follows `running`."""
    result: Values = field(default_factory=dict)
    """The members of the response that appear once it ended."""


@dataclass(kw_only=True)
class AccessScope:
    """A Network Access Scope: the paths to match, and those of them to exclude."""

    id: str
    created: float
    paths: Values
    """`MatchPaths` and `ExcludePaths`, as requested."""


@dataclass(kw_only=True)
class AccessScopeAnalysis(Stateful):
    """An analysis of a Network Access Scope, of the network at the time when it started."""

    id: str
    scope: str
    started: float
    outcome: str
    """The state that follows `running`."""
    message: str
    """Why it fails."""
    interfaces: int
    findings: list[list[Values]]
    """The components of each path that was found."""


@dataclass
class NetworkInsights:
    """All of an account and Region."""

    paths: dict[str, NetworkInsightsPath] = field(default_factory=dict)
    analyses: dict[str, NetworkInsightsAnalysis] = field(default_factory=dict)
    scopes: dict[str, AccessScope] = field(default_factory=dict)
    scope_analyses: dict[str, AccessScopeAnalysis] = field(default_factory=dict)


def kept(call: Call) -> NetworkInsights:
    """Return the caller's paths and analyses, at the time of the call."""
    own = backend.of(call)
    if not hasattr(own, "network_insights"):
        own.network_insights = NetworkInsights()
    found: NetworkInsights = own.network_insights
    for analysis in found.analyses.values():
        analysis.settle({RUNNING: (TRANSITION_SECONDS, analysis.outcome)}, call.timestamp)
    for each in found.scope_analyses.values():
        each.settle({RUNNING: (TRANSITION_SECONDS, each.outcome)}, call.timestamp)
    return found


def started_between[A: (NetworkInsightsAnalysis, AccessScopeAnalysis)](
    analyses: list[A], first: datetime | None, last: datetime | None
) -> list[A]:
    """Return the analyses that started in a period; None leaves an end of it open."""
    return [
        it
        for it in analyses
        if (first is None or it.started >= first.timestamp()) and (last is None or it.started <= last.timestamp())
    ]


def path(call: Call, id_: str) -> NetworkInsightsPath:
    """Return a path of the caller's."""
    found = kept(call).paths.get(id_)
    if found is None:
        raise no_path(id_)
    return found


def analysis(call: Call, id_: str) -> NetworkInsightsAnalysis:
    """Return an analysis of the caller's."""
    found = kept(call).analyses.get(id_)
    if found is None:
        raise no_analysis(id_)
    return found


def scope(call: Call, id_: str) -> AccessScope:
    """Return a Network Access Scope of the caller's."""
    found = kept(call).scopes.get(id_)
    if found is None:
        raise no_scope(id_)
    return found


def scope_analysis(call: Call, id_: str) -> AccessScopeAnalysis:
    """Return an analysis of a Network Access Scope of the caller's."""
    found = kept(call).scope_analyses.get(id_)
    if found is None:
        raise no_scope_analysis(id_)
    return found


def no_scope(id_: str) -> AwsError:
    """Make the error for a Network Access Scope that does not exist."""
    return AwsError(
        "InvalidNetworkInsightsAccessScopeId.NotFound", f"The network insights access scope ID '{id_}' does not exist"
    )


def no_scope_analysis(id_: str) -> AwsError:
    """Make the error for an analysis of a Network Access Scope that does not exist."""
    return AwsError(
        "InvalidNetworkInsightsAccessScopeAnalysisId.NotFound",
        f"The network insights access scope analysis ID '{id_}' does not exist",
    )


def no_path(id_: str) -> AwsError:
    """Make the error for a path that does not exist."""
    return AwsError("InvalidNetworkInsightsPathId.NotFound", f"The network insights path ID '{id_}' does not exist")


def no_analysis(id_: str) -> AwsError:
    """Make the error for an analysis that does not exist."""
    return AwsError(
        "InvalidNetworkInsightsAnalysisId.NotFound", f"The network insights analysis ID '{id_}' does not exist"
    )


def moment(timestamp: float) -> datetime:
    """Return a time as responses have it."""
    return datetime.fromtimestamp(timestamp, UTC)


def arn(call: Call, kind: str, id_: str) -> str:
    """Return the ARN of a resource of the caller's."""
    partition: Any = backend.of(call).partition
    return f"arn:{partition}:ec2:{call.region}:{call.account}:{kind}/{id_}"
