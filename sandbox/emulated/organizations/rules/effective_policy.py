"""The effective management policy of one account."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.emulated.organizations.documents import shapes
from sandbox.emulated.organizations.documents.inheritance import merge
from sandbox.emulated.organizations.documents.shape import missing_members
from sandbox.emulated.organizations.rules import errors, policies, tree
from sandbox.emulated.organizations.rules.model import Organization, Policy


@dataclass(frozen=True)
class Effective:
    """An account's policy of one type, and its source policies."""

    document: dict[str, Any]
    sources: tuple[Policy, ...]

    @property
    def updated_at(self) -> datetime:
        """Return when the last of its sources changed."""
        return max(source.updated_at for source in self.sources)


def effective(organization: Organization, account: str, kind: str) -> Effective | None:
    """Return the merged policies of the path from the root; None where there are none."""
    path = tree.path_to(organization, account)
    levels = [policies.attached_to(organization, node, kind) for node in path]
    merged = merge([[json.loads(policy.content) for policy in level] for level in levels])
    if merged is None:
        return None
    return Effective(merged, tuple(policy for level in levels for policy in level))


def of_target(organization: Organization, target: str, kind: str) -> Effective:
    """Return the account's effective policy; raise AWS's error where there is none."""
    tree.target(organization, target)
    if target not in organization.accounts:
        raise errors.invalid("TARGET_NOT_SUPPORTED", "Only accounts have an effective policy.")
    found = effective(organization, target, kind)
    if found is None:
        raise errors.missing("EffectivePolicy")
    return found


def lacking(organization: Organization, account: str, kind: str) -> list[str]:
    """Return the required members that the account's effective policy lacks, as paths."""
    found = effective(organization, account, kind)
    if found is None:
        return []
    top, node = shapes()[kind]
    return missing_members(found.document.get(top), node, top)
