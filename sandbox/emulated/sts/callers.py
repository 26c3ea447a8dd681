"""The identity behind a request's credentials, and its policies."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from localstack.services.sts.models import sts_stores
from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from sandbox.emulated.service_call import Call

type Document = dict[str, Any]


@dataclass(frozen=True)
class Caller:
    """One caller, with the policy documents that apply to it."""

    arn: str
    account: str
    identity: tuple[Document, ...] = ()
    boundary: Document | None = None
    session: Document | None = None
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def is_root(self) -> bool:
        """Return whether it is the account's root user."""
        return self.arn.endswith(":root")


def caller_of(call: Call) -> Caller:
    """Return the caller; credentials of no user and no session are those of the account's root user."""
    account, partition = call.account, call.partition
    key = extract_access_key_id_from_auth_header(call.context.request.headers)
    iam = iam_backends[account][partition]
    for session in sts_backends[account][partition].assumed_roles:
        if session.access_key_id == key:
            role = role_named(iam, session.role_arn)
            if role is None:
                return Caller(session.arn, account)
            given = json.loads(session.policy) if session.policy else None
            tags = _pairs(role.tags) | _session_tags(account, key)
            return Caller(session.arn, account, _documents(role), _boundary(iam, role), given, tuple(tags.items()))
    user = iam.get_user_from_access_key_id(key)
    if user is not None:
        groups = iam.get_groups_for_user(user.name)
        documents = (*_documents(user), *(document for group in groups for document in _documents(group)))
        tags = _pairs(iam.tagger.list_tags_for_resource(user.arn)["Tags"])
        return Caller(user.arn, account, documents, _boundary(iam, user), tags=tuple(tags.items()))
    return Caller(f"arn:{partition}:iam::{account}:root", account)


def role_named(iam: Any, arn: str) -> Any | None:
    """Return moto's role with this ARN."""
    return next((role for role in iam.get_roles() if role.arn == arn), None)


def _pairs(tags: Iterable[dict[str, str]]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags}


def _session_tags(account: str, key: str) -> dict[str, str]:
    session = sts_stores[account]["us-east-1"].sessions.get(key)
    return _pairs(session["tags"].values()) if session else {}


def _documents(holder: Any) -> tuple[Document, ...]:
    managed: Iterable[str] = (_current(policy) for policy in holder.managed_policies.values())
    return tuple(json.loads(document) for document in (*holder.policies.values(), *managed))


def _current(policy: Any) -> str:
    return str(next(version.document for version in policy.versions if version.is_default))


def _boundary(iam: Any, holder: Any) -> Document | None:
    given = getattr(holder, "permissions_boundary", None)
    arn = given["PermissionsBoundaryArn"] if isinstance(given, dict) else given
    if not arn:
        return None
    found: Document = json.loads(_current(iam.get_policy(arn)))
    return found
