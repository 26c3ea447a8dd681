"""AssumeRole, AssumeRoleWithWebIdentity and AssumeRoleWithSAML, which the gateway authorizes as every call.

Reference: STS API reference, AssumeRole, AssumeRoleWithWebIdentity and AssumeRoleWithSAML; IAM user guide,
id_roles_use (role chaining).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.caller import Caller, CallerKind, SamlIdentity, Session
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations.membership import is_closed
from sandbox.emulated.service_call import Call
from sandbox.emulated.sts import sessions
from sandbox.emulated.sts.inherited import with_inherited
from sandbox.emulated.sts.session_parameters import (
    HOUR,
    packed_size,
    role_duration,
    session_policies,
    session_tags,
)

_FORBIDDEN = 403
_ROLE = re.compile(r"arn:(?P<partition>[^:]+):iam::(?P<account>[0-9]{12}):role/(?:.*/)?(?P<name>[^/:]+)")


@operation("AssumeRole")
def assume_role(call: Call) -> dict[str, Any]:
    """Return a session of a role."""
    caller: Caller | None = getattr(call.context, "caller", None)
    if caller is not None and caller.is_root:
        raise AwsError("AccessDenied", "Roles may not be assumed by root accounts.", _FORBIDDEN)
    return _begin(call, caller)


@operation("AssumeRoleWithWebIdentity")
def assume_role_with_web_identity(call: Call) -> dict[str, Any]:
    """Return a session of a role for the bearer of a token, which the gateway has verified."""
    caller: Caller = call.context.caller
    token = caller.identity
    if token is None:
        raise AwsError("InvalidIdentityToken", "The token was not verified.")
    return _begin(call, caller) | {
        "SubjectFromWebIdentityToken": token.subject,
        "Audience": token.audience,
        "Provider": token.provider,
    }


@operation("AssumeRoleWithSAML")
def assume_role_with_saml(call: Call) -> dict[str, Any]:
    """Return a session of a role for the subject of an assertion, which the gateway has verified."""
    caller: Caller = call.context.caller
    identity = caller.identity
    if not isinstance(identity, SamlIdentity):
        raise AwsError("InvalidIdentityToken", "The assertion was not verified.")
    return _begin(call, caller) | {
        "Subject": identity.subject,
        "SubjectType": identity.subject_type,
        "Issuer": identity.issuer,
        "Audience": identity.audience,
        "NameQualifier": identity.name_qualifier,
    }


@dataclass(frozen=True)
class _Role:
    """A role as a request names it; the engine's own calls may name one that does not exist."""

    arn: str
    account: str
    name: str
    known: Any | None

    @property
    def id(self) -> str | None:
        return str(self.known.id) if self.known is not None else None


def _begin(call: Call, caller: Caller | None) -> dict[str, Any]:
    request = call.request
    role = _role(call, caller)
    own, transitive = session_tags(request, caller)
    whole = with_inherited(caller, request)
    inherited = {tag["Key"]: tag["Value"] for tag in whole.get("Tags") or () if tag["Key"] not in own}
    policies, arns = session_policies(request, role.account, call.partition)
    size = packed_size(policies, arns, own)
    longest = int(getattr(role.known, "max_session_duration", None) or HOUR)
    chained = caller is not None and caller.session is not None
    seconds = role_duration(request, longest, chained=chained)
    source = _source_identity(whole, caller, role)
    name = whole["RoleSessionName"]
    arn = f"arn:{call.partition}:sts::{role.account}:assumed-role/{role.name}/{name}"
    identity = caller.identity if caller is not None else None
    expires = call.now.replace(microsecond=0) + timedelta(seconds=seconds)
    if isinstance(identity, SamlIdentity) and identity.session_ends is not None:
        expires = min(expires, identity.session_ends)
    session = Session(
        name=name,
        issuer=role.arn,
        issued=call.now,
        expires=expires,
        policies=policies,
        policy_arns=arns,
        tags=own | inherited,
        transitive_tags=transitive | {key.lower() for key in whole.get("TransitiveTagKeys") or ()},
        source_identity=source,
        provider=identity.provider if identity is not None else None,
        keys=identity.session_keys if isinstance(identity, SamlIdentity) else {},
        service=_service(call),
    )
    begun = Caller(CallerKind.ROLE_SESSION, role.account, arn)
    issued = sessions.issue(begun, session, call.partition, role.id)
    user = {"AssumedRoleId": f"{role.id or 'AROA'}:{name}", "Arn": arn}
    answer = {"Credentials": issued.credentials, "AssumedRoleUser": user} | size
    return answer | ({"SourceIdentity": source} if source else {})


def _role(call: Call, caller: Caller | None) -> _Role:
    """Return the role of the request; AWS refuses a missing one as it refuses one that the caller may not assume."""
    wanted = call.request["RoleArn"]
    parts = _ROLE.fullmatch(wanted)
    if parts is None:
        raise AwsError("ValidationError", f"{wanted} is invalid")
    account = parts["account"]
    roles = iam_backends[account][call.partition].roles if account in iam_backends or caller is None else {}
    known = next((role for role in list(roles.values()) if role.arn == wanted), None)
    if caller is not None and (known is None or is_closed(account)):
        raise _denied(caller, f"sts:{call.operation}", wanted)
    return _Role(wanted, account, parts["name"], known)


def _service(call: Call) -> str | None:
    """Return the service principal that assumes the role by a call inside the engine."""
    named = (getattr(call.context, "internal_request_params", None) or {}).get("service_principal")
    return f"{named}.amazonaws.com" if named else None


def _source_identity(request: dict[str, Any], caller: Caller | None, role: _Role) -> str | None:
    """Return the source identity of the session; one that is set cannot be changed later in a chain."""
    wanted: str | None = request.get("SourceIdentity")
    held = caller.session.source_identity if caller is not None and caller.session is not None else None
    if caller is not None and held is not None and wanted != held:
        message = f"User: {caller.arn} is not authorized to perform: sts:SetSourceIdentity on resource: {role.arn}"
        raise AwsError("AccessDenied", message, _FORBIDDEN)
    return wanted


def _denied(caller: Caller, action: str, role: str) -> AwsError:
    message = f"User: {caller.arn} is not authorized to perform: {action} on resource: {role}"
    if caller.identity is not None:
        message = f"Not authorized to perform {action}"
    return AwsError("AccessDenied", message, _FORBIDDEN)
