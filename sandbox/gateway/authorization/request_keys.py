"""The condition keys of every request: of the network, the time, the caller and its session.

Reference: IAM user guide, reference_policies_condition-keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.caller import Caller, CallerKind

GLOBAL_SERVICES = frozenset(
    {
        "account",
        "budgets",
        "ce",
        "cloudfront",
        "iam",
        "organizations",
        "route53",
        "route53domains",
        "savingsplans",
        "shield",
        "support",
    }
)
"""Services with one endpoint, whose requests are requests to us-east-1."""


def request_keys(context: Any, caller: Caller, now: datetime) -> dict[str, object]:
    """Return the keys of a request, as LocalStack's context describes it, by its caller."""
    request = context.request
    found: dict[str, object] = {
        "aws:CurrentTime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:EpochTime": int(now.timestamp()),
        "aws:RequestedRegion": requested_region(context.service.service_name, context.region),
        "aws:SecureTransport": True,  # loopback is AWS's TLS endpoint here
        "aws:SourceIp": request.remote_addr or "127.0.0.1",
    }
    for header, key in (("User-Agent", "aws:UserAgent"), ("Referer", "aws:Referer")):
        if request.headers.get(header):
            found[key] = request.headers[header]
    return found | _of_caller(caller, now)


def requested_region(service: str, region: str) -> str:
    """Return aws:RequestedRegion of a request to a service's endpoint in a Region."""
    return "us-east-1" if service in GLOBAL_SERVICES else region


def _of_caller(caller: Caller, now: datetime) -> dict[str, object]:
    session = caller.session
    if caller.kind is not CallerKind.ROLE_SESSION or session is None:
        return {}
    found: dict[str, object] = {
        "aws:MultiFactorAuthPresent": session.mfa_authenticated,
        "aws:TokenIssueTime": _utc(session.issued).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if session.mfa_authenticated:
        found["aws:MultiFactorAuthAge"] = int((now - _utc(session.issued)).total_seconds())
    if session.source_identity:
        found["aws:SourceIdentity"] = session.source_identity
    return found | _tags(session.tags)


def _tags(tags: Mapping[str, str]) -> dict[str, object]:
    return {f"aws:PrincipalTag/{key}": value for key, value in tags.items()}


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
