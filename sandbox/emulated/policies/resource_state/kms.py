"""Keys: tags, aliases and what a key is for.

Reference: KMS developer guide, conditions-kms (kms:ResourceAliases, kms:KeyOrigin, kms:KeySpec, kms:KeyUsage,
kms:MultiRegion, kms:MultiRegionKeyType).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localstack.services.kms.models import kms_stores

from sandbox.emulated.policies.resource_state.localstack_tags import tags_in
from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.iam.arn import Arn

_MEMBERS = {
    "kms:KeyOrigin": "Origin",
    "kms:KeySpec": "KeySpec",
    "kms:KeyUsage": "KeyUsage",
    "kms:MultiRegion": "MultiRegion",
}


def state(arn: Arn) -> ResourceState:
    """Return the tags and keys of a KMS key; none of an alias, whose key is decided on."""
    kind, _, identifier = arn.resource.partition("/")
    if kind != "key" or arn.account not in kms_stores:
        return ABSENT
    store = kms_stores[arn.account][arn.region]
    found = store.keys.get(identifier)
    if found is None:
        return ABSENT
    aliases = [
        name
        for name, alias in list(store.aliases.items())
        if alias.metadata.get("TargetKeyId") in (identifier, _text(arn))
    ]
    keys: dict[str, object] = _metadata(found.metadata)
    if aliases:
        keys["kms:ResourceAliases"] = aliases
    return ResourceState(tags_in(kms_stores, arn), keys)


def _text(arn: Arn) -> str:
    return ":".join(arn)


def _metadata(metadata: Mapping[str, Any]) -> dict[str, object]:
    keys: dict[str, object] = {
        key: metadata[member] for key, member in _MEMBERS.items() if metadata.get(member) is not None
    }
    kind = (metadata.get("MultiRegionConfiguration") or {}).get("MultiRegionKeyType")
    return keys | ({"kms:MultiRegionKeyType": kind} if kind else {})
