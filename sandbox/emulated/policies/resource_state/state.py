"""The state of one resource: its tags, and the condition keys that its service fills in from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ResourceState:
    """The tags of a resource, and its service's own condition keys with their values."""

    tags: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, object] = field(default_factory=dict)


ABSENT = ResourceState()
"""Of a resource that does not exist."""
