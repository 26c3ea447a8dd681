"""Access previews: the findings that a resource would have with another policy.

Reference: Access Analyzer API reference, CreateAccessPreview, AccessPreviewFinding; IAM user guide,
access-analyzer-access-preview.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.emulated.accessanalyzer.analysis import analyze
from sandbox.emulated.accessanalyzer.call import AccessAnalyzerCall
from sandbox.emulated.accessanalyzer.criteria import check_filter, matches
from sandbox.emulated.accessanalyzer.errors import invalid, not_found
from sandbox.emulated.accessanalyzer.external.analysis import denying, observations_of
from sandbox.emulated.accessanalyzer.external.proposals import proposed_resource
from sandbox.emulated.accessanalyzer.external.resources import Place
from sandbox.emulated.accessanalyzer.finding_shapes import first_form
from sandbox.emulated.accessanalyzer.model import ACCOUNT, ACTIVE, RESOLVED, AccessPreview, Finding
from sandbox.emulated.accessanalyzer.scope import zone_of
from sandbox.emulated.accessanalyzer.store import Analyzers
from sandbox.emulated.operation import operation

type Call = AccessAnalyzerCall[Analyzers]

_NOT_SHOWN = ("analyzedAt", "updatedAt")


@operation("CreateAccessPreview")
def create_access_preview(call: Call) -> dict[str, Any]:
    """Preview one resource of the account; the preview is complete when it is created."""
    analyzer = call.state.of_arn(call.request["analyzerArn"])
    if analyzer.type != ACCOUNT:
        raise invalid("Access previews are for analyzers of type ACCOUNT alone.", "notSupported")
    configurations = call.request["configurations"]
    if len(configurations) != 1:
        raise invalid("configurations must have exactly one element.")
    ((arn, configuration),) = configurations.items()
    proposed = proposed_resource(Place(call.partition, call.account, call.region), arn, configuration)
    analyze(analyzer, call.now)
    known = {id_: one for id_, one in analyzer.findings.items() if one.observed.resource == arn}
    made = AccessPreview(
        call.uuid(),
        configurations,
        call.now,
        tuple(observations_of(analyzer, proposed, zone_of(analyzer), denying(call.account))),
        {id_: one for id_, one in known.items() if one.status != RESOLVED},
    )
    analyzer.previews[made.id] = made
    return {"id": made.id}


@operation("GetAccessPreview")
def get_access_preview(call: Call) -> dict[str, Any]:
    """Return a preview."""
    found = _preview(call)
    return {"accessPreview": _summary(call, found) | {"configurations": found.configurations}}


@operation("ListAccessPreviews")
def list_access_previews(call: Call) -> dict[str, Any]:
    """Return the previews of an analyzer."""
    previews = call.state.of_arn(call.request["analyzerArn"]).previews.values()
    return call.page("accessPreviews", previews, lambda one: _summary(call, one))


@operation("ListAccessPreviewFindings")
def list_access_preview_findings(call: Call) -> dict[str, Any]:
    """Return the findings that a preview adds, changes, keeps and resolves."""
    filter_ = call.request.get("filter") or {}
    check_filter(filter_, of_rule=False)
    found = _preview(call)
    listed = [shown for finding, shown in _compared(found) if matches(filter_, finding.attributes())]
    return call.page("findings", listed)


def _compared(preview: AccessPreview) -> Iterator[tuple[Finding, dict[str, Any]]]:
    now = preview.created_at
    for one in preview.proposed:
        known = preview.existing.get(one.id)
        finding = Finding(one, known.status if known else ACTIVE, now, now, now)
        change = "NEW" if known is None else "UNCHANGED" if known.observed == one else "CHANGED"
        yield finding, _shown(finding, known, change)
    kept = {one.id for one in preview.proposed}
    for id_, known in preview.existing.items():
        if id_ not in kept:
            finding = Finding(known.observed, RESOLVED, now, now, now)
            yield finding, _shown(finding, known, "CHANGED")


def _shown(finding: Finding, known: Finding | None, change: str) -> dict[str, Any]:
    shown = {name: value for name, value in first_form(finding).items() if name not in _NOT_SHOWN}
    shown["changeType"] = change
    if known is not None:
        shown |= {"existingFindingId": known.observed.id, "existingFindingStatus": known.status}
    return shown


def _preview(call: Call) -> AccessPreview:
    found = call.state.of_arn(call.request["analyzerArn"]).previews.get(call.request["accessPreviewId"])
    if found is None:
        raise not_found("AccessPreview", call.request["accessPreviewId"])
    return found


def _summary(call: Call, preview: AccessPreview) -> dict[str, Any]:
    return {
        "id": preview.id,
        "analyzerArn": call.request["analyzerArn"],
        "createdAt": preview.created_at,
        "status": "COMPLETED",
    }
