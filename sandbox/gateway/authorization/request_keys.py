"""The condition keys of every request: of the network, the time, the caller and its session.

Reference: IAM user guide, reference_policies_condition-keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.emulated.policies.source_keys import source_keys
from sandbox.gateway.vpc_endpoints import endpoint_keys
from sandbox.iam.requested_region import region_of_service


def request_keys(context: Any, caller: Caller, now: datetime) -> dict[str, object]:
    """Return the keys of a request, as LocalStack's context describes it, by its caller."""
    found: dict[str, object] = {
        "aws:CurrentTime": _text(now),
        "aws:EpochTime": int(now.timestamp()),
        "aws:RequestedRegion": region_of_service(context.service.service_name, context.partition) or context.region,
        "aws:SecureTransport": True,  # loopback is AWS's TLS endpoint here
    }
    if not context.is_internal_call and caller.kind is not CallerKind.SERVICE:
        found |= _of_client(context.request)
    return found | _of_caller(caller, now) | source_keys(caller, context.region)


def _of_client(request: Any) -> dict[str, object]:
    """Return what is known of the client; a service that calls has no address and no agent that policies could name."""
    through = endpoint_keys(request)
    found: dict[str, object] = through or {"aws:SourceIp": request.remote_addr or "127.0.0.1"}
    for header, key in (("User-Agent", "aws:UserAgent"), ("Referer", "aws:Referer")):
        if value := request.headers.get(header):
            found[key] = value
    return found


def _of_caller(caller: Caller, now: datetime) -> dict[str, object]:
    if caller.identity is not None:
        return dict(caller.identity.keys)
    found: dict[str, object] = {}
    session = caller.session
    if session is not None:
        issued = _utc(session.issued)
        found["aws:TokenIssueTime"] = _text(issued)
        found["aws:MultiFactorAuthPresent"] = session.mfa_authenticated
        if session.mfa_authenticated:
            found["aws:MultiFactorAuthAge"] = int((now - issued).total_seconds())
        if session.source_identity:
            found["aws:SourceIdentity"] = session.source_identity
        if session.provider:
            found["aws:FederatedProvider"] = session.provider
        found |= _tags(session.tags) | dict(session.keys)
    if caller.mfa_code:
        found |= {"aws:MultiFactorAuthPresent": True, "aws:MultiFactorAuthAge": 0}
    return found


def _tags(tags: Mapping[str, str]) -> dict[str, object]:
    return {f"aws:PrincipalTag/{key}": value for key, value in tags.items()}


def _text(moment: datetime) -> str:
    """Return a time of UTC as condition keys hold it; `strftime` takes several times as long."""
    return f"{moment.isoformat(timespec='seconds')[:19]}Z"


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
