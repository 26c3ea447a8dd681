"""AssumeRole, decided by the role's trust policy, the caller's policies and the organizations of both."""

from __future__ import annotations

import json
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import Guardrails, guardrails_of, membership_of
from sandbox.emulated.policies.resource_state import state_keys
from sandbox.emulated.service_call import Call
from sandbox.emulated.sts.callers import Caller, caller_of, role_named
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide

_FORBIDDEN = 403


@operation("AssumeRole")
def assume_role(call: Call) -> dict[str, Any]:
    """Return a session if AWS would allow it; calls of LocalStack's own services are not checked."""
    if not call.context.is_internal_call:
        _authorize(call, call.request)
    return call.inner(call.request)


@operation("GetCallerIdentity")
def get_caller_identity(call: Call) -> dict[str, Any]:
    """Return LocalStack's response; a root user's id is its account's."""
    answer = call.inner(call.request)
    return answer | {"UserId": answer["Account"]} if answer["Arn"].endswith(":root") else answer


def _authorize(call: Call, request: dict[str, Any]) -> None:
    caller = caller_of(call)
    wanted = request["RoleArn"]
    if caller.is_root:
        raise AwsError("AccessDenied", "Roles may not be assumed by root accounts.", _FORBIDDEN)
    owner = _account_in(wanted)
    role = role_named(iam_backends[owner][call.partition], wanted) if owner else None
    membership = membership_of(owner) if owner else None
    if role is None or (membership is not None and membership.closed):
        raise _denied(caller, "sts:AssumeRole", wanted)
    trust = json.loads(role.assume_role_policy_document)
    actions = ["sts:AssumeRole"]
    actions += ["sts:TagSession"] if request.get("Tags") else []
    actions += ["sts:SetSourceIdentity"] if request.get("SourceIdentity") else []
    for action in actions:
        _decide(caller, action, wanted, trust, request)


def _decide(caller: Caller, action: str, role: str, trust: dict[str, Any], request: dict[str, Any]) -> None:
    owner = _account_in(role)
    callers, owners = guardrails_of(caller.account), guardrails_of(owner)
    layers = Layers(
        identity=PolicySet.of(caller.identity, Kind.IDENTITY),
        boundaries=(PolicySet.of([caller.boundary], Kind.BOUNDARY),) if caller.boundary else (),
        session=PolicySet.of([caller.session], Kind.SESSION) if caller.session else None,
        resource=PolicySet.of([trust], Kind.TRUST),
        scps=tuple(PolicySet.of(level, Kind.SCP) for level in callers.scps),
        rcps=tuple(PolicySet.of(level, Kind.RCP) for level in owners.rcps),
    )
    requested = Request.of(
        caller.arn,
        action,
        role,
        context=state_keys(action, role) | _context(caller, request, callers, owners),
        principal_in_management_account=callers.is_management,
        resource_in_management_account=owners.is_management,
    )
    verdict = decide(requested, layers)
    if verdict.decision is Decision.NOT_EVALUABLE:
        raise _denied(caller, action, role, f"because the {verdict.layer.value} policy can't be evaluated")
    if not verdict.allowed:
        raise _denied(caller, action, role)


def _context(caller: Caller, request: dict[str, Any], callers: Guardrails, owners: Guardrails) -> dict[str, object]:
    tags = request.get("Tags") or []
    known: dict[str, object | None] = {
        "sts:ExternalId": request.get("ExternalId"),
        "sts:RoleSessionName": request.get("RoleSessionName"),
        "sts:SourceIdentity": request.get("SourceIdentity"),
        "sts:TransitiveTagKeys": request.get("TransitiveTagKeys"),
        "aws:PrincipalOrgID": callers.organization_id,
        "aws:PrincipalOrgPaths": callers.paths,
        "aws:ResourceOrgID": owners.organization_id,
        "aws:ResourceOrgPaths": owners.paths,
        "aws:RequestedRegion": "us-east-1",
        "aws:SecureTransport": "false",
        "aws:SourceIp": "127.0.0.1",
        "aws:TagKeys": [tag["Key"] for tag in tags] or None,
    }
    known |= {f"aws:RequestTag/{tag['Key']}": tag["Value"] for tag in tags}
    known |= {f"aws:PrincipalTag/{key}": value for key, value in caller.tags}
    return {key: value for key, value in known.items() if value}


def _account_in(role_arn: str) -> str:
    fields = role_arn.split(":")
    return fields[4] if len(fields) > 4 else ""  # noqa: PLR2004 - an ARN's fifth field


def _denied(caller: Caller, action: str, role: str, why: str = "") -> AwsError:
    message = f"User: {caller.arn} is not authorized to perform: {action} on resource: {role} {why}".rstrip()
    return AwsError("AccessDenied", message, _FORBIDDEN)
