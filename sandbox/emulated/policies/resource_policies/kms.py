"""Keys: every key has a policy, and grants beside it; an alias stands for its key."""

from __future__ import annotations

from localstack.services.kms.models import kms_stores

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.kms_grant import grant_setting
from sandbox.iam.snapshot import Resource


def resource(arn: Arn) -> Resource | None:
    """Return the key of an ARN of a key."""
    kind, _, identifier = arn.resource.partition("/")
    if kind != "key" or arn.account not in kms_stores:
        return None
    store = kms_stores[arn.account][arn.region]
    found = store.keys.get(identifier)
    if found is None:
        return None
    text = ":".join(arn)
    settings: dict[str, object] = {"manager": "aws"} if found.metadata.get("KeyManager") == "AWS" else {}
    if grants := [grant_setting(one.metadata) for one in list(store.grants.values()) if one.metadata["KeyArn"] == text]:
        settings["grants"] = grants
    return Resource(text, arn.account, policy("key policy", found.policy), settings=settings)
