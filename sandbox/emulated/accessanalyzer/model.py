"""Analyzers, their archive rules and their findings. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.emulated.accessanalyzer.criteria import Filter

ACCOUNT, ORGANIZATION = "ACCOUNT", "ORGANIZATION"
ACCOUNT_UNUSED, ORGANIZATION_UNUSED = "ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS"
TYPES = (ACCOUNT, ORGANIZATION, ACCOUNT_UNUSED, ORGANIZATION_UNUSED)
ACTIVE, ARCHIVED, RESOLVED = "ACTIVE", "ARCHIVED", "RESOLVED"
EXTERNAL_ACCESS = "ExternalAccess"


@dataclass(frozen=True, slots=True)
class Observation:
    """What an analysis finds now: a finding without its history."""

    id: str
    type: str
    """`ExternalAccess`, `UnusedIAMRole`, `UnusedIAMUserAccessKey`, `UnusedIAMUserPassword` or `UnusedPermission`."""
    resource: str
    resource_type: str
    owner: str
    details: tuple[Mapping[str, Any], ...] = ()
    """The values of `findingDetails` of the type's member."""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding and its history."""

    observed: Observation
    status: str
    created_at: datetime
    analyzed_at: datetime
    updated_at: datetime

    def attributes(self) -> dict[str, tuple[str, ...]]:
        """Return the values of the filter keys.

        Reference: IAM user guide, access-analyzer-reference-filter-keys.
        """
        seen = self.observed
        found: dict[str, tuple[str, ...]] = {
            "id": (seen.id,),
            "findingType": (seen.type,),
            "resource": (seen.resource,),
            "resourceType": (seen.resource_type,),
            "resourceOwnerAccount": (seen.owner,),
            "status": (self.status,),
        }
        if seen.error is not None:
            found["error"] = (seen.error,)
        for detail in seen.details if seen.type == EXTERNAL_ACCESS else ():
            found |= {f"principal.{kind}": (name,) for kind, name in detail["principal"].items()}
            found |= {f"condition.{key}": tuple(value.split(",")) for key, value in detail["condition"].items()}
            found["isPublic"] = ("true" if detail["isPublic"] else "false",)
            found["resourceControlPolicyRestriction"] = (detail["resourceControlPolicyRestriction"],)
        return found


@dataclass(frozen=True, slots=True)
class ArchiveRule:
    """A rule that archives new findings."""

    name: str
    filter: Filter
    created_at: datetime
    updated_at: datetime

    def shown(self) -> dict[str, Any]:
        """Return the rule as the API shows it."""
        return {
            "ruleName": self.name,
            "filter": self.filter,
            "createdAt": self.created_at,
            "updatedAt": self.updated_at,
        }


@dataclass(frozen=True, slots=True)
class AnalyzedResource:
    """A resource that was analyzed."""

    arn: str
    type: str
    owner: str


@dataclass(frozen=True, slots=True)
class AccessPreview:
    """A preview: the findings that a resource would have, as they were when it was created."""

    id: str
    configurations: Mapping[str, Any]
    created_at: datetime
    proposed: tuple[Observation, ...]
    existing: Mapping[str, Finding]
    """The resource's findings that were not resolved, by id."""


@dataclass
class Analyzer:
    """An analyzer of one account and Region."""

    name: str
    type: str
    account: str
    region: str
    partition: str
    created_at: datetime
    configuration: Mapping[str, Any] | None = None
    tags: dict[str, str] = field(default_factory=dict)
    rules: dict[str, ArchiveRule] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    """By id, also those that are resolved."""
    resources: dict[str, AnalyzedResource] = field(default_factory=dict)
    """By ARN: what was analyzed last."""
    analyzed_at: datetime | None = None
    previews: dict[str, AccessPreview] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        """Return the ARN."""
        return f"arn:{self.partition}:access-analyzer:{self.region}:{self.account}:analyzer/{self.name}"

    @property
    def is_of_organization(self) -> bool:
        """Return whether it analyzes all accounts of the organization."""
        return self.type.startswith(ORGANIZATION)

    @property
    def is_of_unused_access(self) -> bool:
        """Return whether it analyzes unused access."""
        return self.type.endswith("UNUSED_ACCESS")
