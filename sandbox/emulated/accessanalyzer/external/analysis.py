"""The analysis of external access: an observation for each grant of a resource outside the zone of trust.

Reference: IAM user guide, access-analyzer-findings and access-analyzer-error-findings; Access Analyzer API reference,
ExternalAccessDetails (resourceControlPolicyRestriction).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sandbox.access.document_checks import CheckedDocument, InvalidDocument, ZoneOfTrust
from sandbox.emulated.accessanalyzer.external.grants import Grant, merged, of_bucket_list, of_key_grants, of_policy
from sandbox.emulated.accessanalyzer.external.resources import Place, PolicyResource, resources_in
from sandbox.emulated.accessanalyzer.finding_ids import finding_id
from sandbox.emulated.accessanalyzer.model import EXTERNAL_ACCESS, AnalyzedResource, Analyzer, Observation
from sandbox.emulated.organizations import store
from sandbox.emulated.policies.organization import organization_snapshot
from sandbox.iam.document import Kind, compile_document
from sandbox.iam.public_policy import is_public
from sandbox.iam.rcp_services import RCP_SERVICES
from sandbox.iam.statement import Statement


def external_access(
    analyzer: Analyzer, accounts: Iterable[str], zone: ZoneOfTrust
) -> tuple[list[AnalyzedResource], list[Observation]]:
    """Return the analyzed resources, and what they grant outside the zone of trust."""
    resources: list[AnalyzedResource] = []
    observed: list[Observation] = []
    for account in accounts:
        limits = denying(account)
        for found in resources_in(Place(analyzer.partition, account, analyzer.region)):
            resources.append(AnalyzedResource(found.arn, found.type, found.owner))
            observed += observations_of(analyzer, found, zone, limits)
    return resources, observed


def denying(account: str) -> tuple[Statement, ...]:
    """Return the statements of the RCPs on an account that deny."""
    with store.locked_state() as state:
        snapshot = organization_snapshot(state, (account,))
    if account not in snapshot.accounts or snapshot.accounts[account].management:
        return ()
    documents = (policy.document for node in snapshot.path(account) for policy in node.rcps)
    compiled = (statement for document in documents for statement in compile_document(document, Kind.RCP, 0))
    return tuple(statement for statement in compiled if statement.deny)


def observations_of(
    analyzer: Analyzer, found: PolicyResource, zone: ZoneOfTrust, limits: tuple[Statement, ...]
) -> Iterator[Observation]:
    """Yield what a resource grants outside the zone of trust.

    Args:
        analyzer: The analyzer.
        found: The resource.
        zone: The analyzer's zone of trust.
        limits: The denying statements of the RCPs on the resource's account.

    """
    guardrails = limits if found.service in RCP_SERVICES else ()
    restriction = "APPLIED" if guardrails else "NOT_APPLICABLE"
    try:
        grants = tuple(merged(_grants(found, zone, guardrails)))
    except InvalidDocument:
        id_ = finding_id(analyzer.arn, found.arn, "error")
        yield Observation(id_, EXTERNAL_ACCESS, found.arn, found.type, found.owner, error="INTERNAL_ERROR")
        return
    for grant in grants:
        id_ = finding_id(analyzer.arn, found.arn, grant.key)
        details = (_details(grant, restriction),)
        yield Observation(id_, EXTERNAL_ACCESS, found.arn, found.type, found.owner, details)


def _grants(found: PolicyResource, zone: ZoneOfTrust, guardrails: tuple[Statement, ...]) -> Iterator[Grant]:
    settings = found.resource.settings if found.resource is not None else {}
    is_bucket = found.type == "AWS::S3::Bucket"
    if found.policy is not None:
        kind = Kind.TRUST if found.resource is None else Kind.RESOURCE
        document = CheckedDocument.compiled(found.policy.document, kind)
        # A restricted bucket with a public policy is open to its account and to services alone.
        if not (settings.get("restrict_public_buckets") and is_public(document.statements)):
            yield from of_policy(document, zone, found.service, guardrails, "POLICY" if is_bucket else None)
    listed: Any = settings.get("grants") or ()
    yield from of_key_grants(listed, zone)
    acl: Any = settings.get("acl") or ()
    yield from of_bucket_list(acl, zone, ignores_public=bool(settings.get("ignore_public_acls")))


def _details(grant: Grant, restriction: str) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "principal": dict(grant.principal),
        "action": list(grant.actions),
        "condition": dict(grant.condition),
        "isPublic": grant.public,
        "resourceControlPolicyRestriction": restriction,
    }
    return shown | ({"sources": [{"type": grant.source}]} if grant.source else {})
