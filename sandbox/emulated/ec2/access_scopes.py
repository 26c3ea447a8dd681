"""Create, describe and delete Network Access Scopes, which Network Access Analyzer analyzes.

Source: CreateNetworkInsightsAccessScope and its neighbours in the EC2 API Reference.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import access_scope_statements, backend
from sandbox.emulated.ec2 import network_insights_store as store
from sandbox.emulated.ec2.client_tokens import remember, repeated
from sandbox.emulated.ec2.listing import Listing, describe
from sandbox.emulated.ec2.network_insights_paths import MOST_RESULTS
from sandbox.emulated.ec2.network_insights_store import AccessScope
from sandbox.emulated.ec2.tags import forget_tags, requested_tags, shown_tags, tag
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

_PATHS = ("MatchPaths", "ExcludePaths")
_LISTING = Listing(
    member="NetworkInsightsAccessScopes",
    ids="NetworkInsightsAccessScopeIds",
    id="NetworkInsightsAccessScopeId",
    missing=store.no_scope,
    least=1,
    most=MOST_RESULTS,
)


@operation("CreateNetworkInsightsAccessScope")
@backend.changing
def create_network_insights_access_scope(call: Call) -> dict[str, Any]:
    """Create a Network Access Scope."""
    if earlier := repeated(call):
        return _created(call, store.scope(call, earlier))
    tags = requested_tags(call, "network-insights-access-scope")
    for path in (it for name in _PATHS for it in call.request.get(name) or ()):
        access_scope_statements.check(call, path)
    paths = {name: list(call.request[name]) for name in _PATHS if call.request.get(name)}
    made = AccessScope(id=f"nis-{call.token(17)}", created=call.timestamp, paths=paths)
    store.kept(call).scopes[made.id] = made
    tag(call, made.id, tags)
    remember(call, made.id)
    return _created(call, made)


@operation("DescribeNetworkInsightsAccessScopes")
def describe_network_insights_access_scopes(call: Call) -> dict[str, Any]:
    """Return the caller's Network Access Scopes."""
    return describe(call, _LISTING, [_shown(call, it) for it in list(store.kept(call).scopes.values())])


@operation("GetNetworkInsightsAccessScopeContent")
def get_network_insights_access_scope_content(call: Call) -> dict[str, Any]:
    """Return the paths of a Network Access Scope."""
    found = store.scope(call, call.request["NetworkInsightsAccessScopeId"])
    return {"NetworkInsightsAccessScopeContent": _content(found)}


@operation("DeleteNetworkInsightsAccessScope")
@backend.changing
def delete_network_insights_access_scope(call: Call) -> dict[str, Any]:
    """Delete a Network Access Scope that has no analyses."""
    found = store.scope(call, call.request["NetworkInsightsAccessScopeId"])
    known = store.kept(call)
    if any(it.scope == found.id for it in known.scope_analyses.values()):
        raise AwsError(
            "AnalysisExistsForNetworkInsightsAccessScope",
            f"Analysis exists for network insights access scope {found.id}.",
        )
    del known.scopes[found.id]
    forget_tags(call, found.id)
    return {"NetworkInsightsAccessScopeId": found.id}


def _created(call: Call, it: AccessScope) -> dict[str, Any]:
    return {"NetworkInsightsAccessScope": _shown(call, it), "NetworkInsightsAccessScopeContent": _content(it)}


def _shown(call: Call, it: AccessScope) -> dict[str, Any]:
    return {
        "NetworkInsightsAccessScopeId": it.id,
        "NetworkInsightsAccessScopeArn": store.arn(call, "network-insights-access-scope", it.id),
        "CreatedDate": store.moment(it.created),
        "UpdatedDate": store.moment(it.created),
        "Tags": shown_tags(call, it.id),
    }


def _content(it: AccessScope) -> dict[str, Any]:
    return {"NetworkInsightsAccessScopeId": it.id, **it.paths}
