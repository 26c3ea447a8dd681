"""The tags of resources of services that LocalStack answers for: a store's map from ARNs to tags."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.iam.arn import Arn


def tags_in(stores: Any, arn: Arn, text: str | None = None, attribute: str = "tags") -> dict[str, str]:
    """Return the tags that a service's store keeps of an ARN, by default the whole ARN of the resource."""
    if arn.account not in stores:
        return {}
    kept = getattr(stores[arn.account][arn.region], attribute)
    name = text or ":".join(arn)
    if hasattr(kept, "get_tags"):
        return tags_of(kept.get_tags(name))
    if hasattr(kept, "list_tags_for_resource"):
        return tags_of(kept.list_tags_for_resource(name))
    return tags_of(dict(kept.get(name) or {}))
