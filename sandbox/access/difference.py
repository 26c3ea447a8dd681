"""One difference in access between two snapshots, and a request that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.access.attribution import Cause
from sandbox.access.paired_query import AccessChange
from sandbox.access.probes import Context
from sandbox.iam.decision import Verdict


@dataclass(frozen=True, slots=True)
class Difference:
    """One principal, the actions whose access changes alike, and a request that shows it."""

    change: AccessChange
    principal: str | None
    """ARN or service name; None for the anonymous principal. A role's requests are evaluated for a session of it."""
    actions: tuple[str, ...]
    """Names of the actions, in alphabetical order."""
    resource: str
    """The resource of the request that shows the change, for the first action."""
    context: Context
    """Its condition keys."""
    before: Verdict
    after: Verdict
    causes: tuple[Cause, ...]
    """The statements and attachments that made the difference, the deciding ones first."""
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    """Other values that a changed statement lists, with which access changes alike: by condition key, or `resource`."""
