"""Create, describe, update and delete analyzers, and their tags.

Reference: Access Analyzer API reference, CreateAnalyzer, AnalyzerSummary and UnusedAccessConfiguration; IAM user
guide, access-analyzer-quotas.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.accessanalyzer import scope
from sandbox.emulated.accessanalyzer.archive_rules import new_rule
from sandbox.emulated.accessanalyzer.call import AccessAnalyzerCall
from sandbox.emulated.accessanalyzer.errors import conflict, invalid, quota_exceeded
from sandbox.emulated.accessanalyzer.model import TYPES, Analyzer
from sandbox.emulated.accessanalyzer.store import Analyzers
from sandbox.emulated.errors import NotEmulatedError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import members_of

type Call = AccessAnalyzerCall[Analyzers]

_AT_MOST = {True: 5, False: 1}
"""Analyzers of one type in an account and Region, by whether they are an organization's."""
_AGE = 90
"""Days of `unusedAccessAge` where the request gives none: the console's default."""
_AGES = range(1, 366)


@operation("CreateAnalyzer")
def create_analyzer(call: Call) -> dict[str, Any]:
    """Create an analyzer, with its archive rules; other services are called before the state is locked."""
    request = call.request
    if request["type"] not in TYPES:
        raise NotEmulatedError("accessanalyzer", call.operation, f"analyzers of type {request['type']}")
    made = Analyzer(
        request["analyzerName"],
        request["type"],
        call.account,
        call.region,
        call.partition,
        call.now,
        tags=dict(request.get("tags") or {}),
    )
    made.configuration = _configuration(made, request.get("configuration"))
    for rule in request.get("archiveRules") or []:
        made.rules[rule["ruleName"]] = new_rule(made, rule["ruleName"], rule["filter"], call.now)
    if made.is_of_organization:
        scope.check_organization(call.account)
    scope.make_service_linked_roles(scope.accounts_of(made))
    known = call.state.by_name
    if made.name in known:
        raise conflict("Analyzer", made.name)
    most = _AT_MOST[made.is_of_organization]
    if sum(one.type == made.type for one in known.values()) >= most:
        raise quota_exceeded(
            f"You have reached the maximum of {most} analyzers of type {made.type} in this Region.",
            "Analyzer",
            made.name,
        )
    known[made.name] = made
    return {"arn": made.arn}


@operation("GetAnalyzer")
def get_analyzer(call: Call) -> dict[str, Any]:
    """Return an analyzer."""
    analyzer = call.state.named(call.request["analyzerName"])
    shown = _summary(analyzer)
    return {"analyzer": shown | ({"configuration": analyzer.configuration} if analyzer.configuration else {})}


@operation("ListAnalyzers")
def list_analyzers(call: Call) -> dict[str, Any]:
    """Return the analyzers of the account and Region, of one type where the request names one."""
    wanted = call.request.get("type")
    found = [one for one in call.state.by_name.values() if wanted in (None, one.type)]
    return call.page("analyzers", found, _summary)


@operation("UpdateAnalyzer")
def update_analyzer(call: Call) -> dict[str, Any]:
    """Replace the configuration of an analyzer of unused access."""
    analyzer = call.state.named(call.request["analyzerName"])
    if not analyzer.is_of_unused_access:
        raise invalid("UpdateAnalyzer is not supported for external access analyzers.", "notSupported")
    analyzer.configuration = _configuration(analyzer, call.request.get("configuration") or analyzer.configuration)
    return {"configuration": analyzer.configuration}


@operation("DeleteAnalyzer")
def delete_analyzer(call: Call) -> dict[str, Any]:
    """Delete an analyzer with its findings."""
    del call.state.by_name[call.state.named(call.request["analyzerName"]).name]
    return {}


@operation("TagResource")
def tag_resource(call: Call) -> dict[str, Any]:
    """Add tags or change their values."""
    call.state.of_arn(call.request["resourceArn"]).tags.update(call.request["tags"])
    return {}


@operation("UntagResource")
def untag_resource(call: Call) -> dict[str, Any]:
    """Remove the tags with these keys."""
    tags = call.state.of_arn(call.request["resourceArn"]).tags
    for key in call.request["tagKeys"]:
        tags.pop(key, None)
    return {}


@operation("ListTagsForResource")
def list_tags_for_resource(call: Call) -> dict[str, Any]:
    """Return the tags of an analyzer."""
    return {"tags": dict(call.state.of_arn(call.request["resourceArn"]).tags)}


def _configuration(analyzer: Analyzer, given: Any) -> dict[str, Any] | None:
    if not analyzer.is_of_unused_access:
        if given:
            raise invalid("configuration is for analyzers of unused access alone.")
        return None
    if given and set(given) != {"unusedAccess"}:
        raise invalid("configuration must have unusedAccess.")
    unused = dict((given or {}).get("unusedAccess") or {})
    unused.setdefault("unusedAccessAge", _AGE)
    if unused["unusedAccessAge"] not in _AGES:
        raise invalid("configuration.unusedAccess.unusedAccessAge must be between 1 and 365.")
    for exclusion in (unused.get("analysisRule") or {}).get("exclusions") or []:
        accounts = exclusion.get("accountIds") or []
        if accounts and not analyzer.is_of_organization:
            raise invalid("exclusions.accountIds is for analyzers of an organization alone.")
        if analyzer.account in accounts:
            raise invalid("exclusions.accountIds must not name the account of the analyzer.")
        if unknown := sorted(set(accounts) - set(members_of(analyzer.account))):
            raise invalid(f"exclusions.accountIds: {unknown[0]} is not an account of the organization.")
    return {"unusedAccess": unused}


def _summary(analyzer: Analyzer) -> dict[str, Any]:
    reason = scope.disabled_because(analyzer)
    shown: dict[str, Any] = {
        "arn": analyzer.arn,
        "name": analyzer.name,
        "type": analyzer.type,
        "createdAt": analyzer.created_at,
        "tags": dict(analyzer.tags),
        "status": "DISABLED" if reason else "ACTIVE",
    }
    if reason:
        shown["statusReason"] = {"code": reason}
    if analyzer.resources and analyzer.analyzed_at is not None:
        shown |= {"lastResourceAnalyzed": list(analyzer.resources)[-1], "lastResourceAnalyzedAt": analyzer.analyzed_at}
    return shown
