"""The identity of a call's caller, as CloudTrail records it."""

from __future__ import annotations

from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.caller import Caller, CallerKind, SamlIdentity
from sandbox.emulated.cloudtrail.events.recorded_call import Identity, SessionContext, SessionIssuer
from sandbox.emulated.sts.caller_identity import user_id

_KINDS = {
    CallerKind.ADMINISTRATOR: "Root",
    CallerKind.USER: "IAMUser",
    CallerKind.ROLE_SESSION: "AssumedRole",
    CallerKind.FEDERATED_USER: "FederatedUser",
    CallerKind.SAML: "SAMLUser",
    CallerKind.WEB_IDENTITY: "WebIdentityUser",
}


def identity_of(context: Any) -> Identity:
    """Return the identity of the caller; an anonymous one has the account of the request alone."""
    caller: Caller | None = getattr(context, "caller", None)
    partition = context.partition
    if caller is None or caller.account is None or caller.kind not in _KINDS:
        return Identity("AWSAccount", "", "", context.account_id, "", "anonymous")
    account, arn = caller.account, caller.arn or ""
    kind, principal = _KINDS[caller.kind], user_id(caller, partition)
    if (identity := caller.identity) is not None:
        provider = identity.name_qualifier if isinstance(identity, SamlIdentity) else identity.provider
        return Identity(kind, principal, "", account, "", identity.subject, provider=provider)
    name = "root" if caller.is_root else arn.rpartition("/")[2]
    return Identity(kind, principal, arn, account, caller.access_key or "", name, _session(caller, partition))


def _session(caller: Caller, partition: str) -> SessionContext | None:
    """Return what CloudTrail shows of the session; None for a long-term key."""
    session = caller.session
    if session is None:
        return None
    issuer = None if caller.kind is CallerKind.USER else _issuer(str(caller.account), partition, session.issuer)
    return SessionContext(issuer, session.issued, session.mfa_authenticated, session.source_identity)


def _issuer(account: str, partition: str, arn: str) -> SessionIssuer | None:
    """Return the role, user or root user behind a session; None for one that no longer exists."""
    if arn.endswith(":root"):
        return SessionIssuer("Root", arn, account, "root")
    iam = iam_backends[account][partition]
    kind, known = ("Role", iam.roles) if ":role/" in arn else ("IAMUser", iam.users)
    found = next((each for each in list(known.values()) if each.arn == arn), None)
    return SessionIssuer(kind, arn, found.id, found.name) if found is not None else None
