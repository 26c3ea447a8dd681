"""STS: a role is assumed with its tags and its source identity, each of which is a permission of its own.

Reference: IAM user guide, id_session-tags (permissions) and id_credentials_temp_control-access_monitor.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.request_tags import pairs, tag_keys
from sandbox.authorization.service_rules import ServiceRules

_MEMBERS = {
    "ExternalId": "sts:ExternalId",
    "RoleSessionName": "sts:RoleSessionName",
    "SourceIdentity": "sts:SourceIdentity",
    "TransitiveTagKeys": "sts:TransitiveTagKeys",
    "DurationSeconds": "sts:DurationSeconds",
}


def _assume(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirements of assuming a role."""
    given = call.parameters
    role = str(given.get("RoleArn") or "*")
    context: dict[str, object] = {key: given[member] for member, key in _MEMBERS.items() if given.get(member)}
    context |= tag_keys(pairs(given.get("Tags")))
    yield Requirement(f"sts:{call.operation}", role, context)
    if given.get("Tags"):
        yield Requirement("sts:TagSession", role, context)
    if given.get("SourceIdentity"):
        yield Requirement("sts:SetSourceIdentity", role, context)


def _federate(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirements of a federated user's token."""
    resource = f"arn:{call.partition}:sts::{call.account}:federated-user/{call.parameters.get('Name', '*')}"
    context = tag_keys(pairs(call.parameters.get("Tags")))
    yield Requirement("sts:GetFederationToken", resource, context)
    if context:
        yield Requirement("sts:TagSession", resource, context)


RULES = ServiceRules(
    special={
        **dict.fromkeys(("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"), _assume),
        "GetFederationToken": _federate,
    },
    whole_service=frozenset(("GetCallerIdentity", "GetSessionToken", "GetAccessKeyInfo")),
)
