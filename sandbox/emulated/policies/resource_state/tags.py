"""Tags in the forms in which moto and LocalStack keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.authorization.request_tags import pairs


def tags_of(kept: Any) -> dict[str, str]:
    """Return tags kept as a map, a list of keys and values, a map of such entries, or any of these under `Tags`."""
    if isinstance(kept, Mapping):
        for name in ("Tags", "tags", "TagList", "TagsList"):
            if isinstance(kept.get(name), list):
                return pairs(kept[name])
        if any(isinstance(value, Mapping) for value in kept.values()):
            return pairs(list(kept.values()))
    return pairs(kept)
