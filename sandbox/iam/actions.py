"""What the name of an action alone decides: which layers bear on it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

RCP_SERVICES = frozenset(
    ("s3", "sts", "kms", "sqs", "secretsmanager", "ecr", "dynamodb", "aoss", "cognito-idp", "logs")
)
"""Services whose resources resource control policies limit, as of 2026-11.

Reference: Organizations user guide, orgs_manage_policies_rcps ("List of AWS services that support RCPs").
"""

_ASSUME = frozenset(
    (
        "sts:assumerole",
        "sts:assumerolewithsaml",
        "sts:assumerolewithwebidentity",
        "sts:tagsession",
        "sts:setsourceidentity",
        "sts:setcontext",
    )
)


class ActionFacts(NamedTuple):
    """Facts about one action."""

    folded: str
    """In lower case: action names have none."""
    always_allowed: bool
    """sts:GetCallerIdentity needs no permission and honours no deny."""
    assumes_role: bool
    """Answered by a role's trust policy."""
    refused_to_root: bool
    """STS refuses AssumeRole to account root users, whatever a trust policy says."""
    kms: bool
    limited_by_rcps: bool


@lru_cache(maxsize=65536)
def facts(action: str) -> ActionFacts:
    """Facts about an action, in whatever case it is written."""
    folded = action.lower()
    service = folded.partition(":")[0]
    return ActionFacts(
        folded,
        always_allowed=folded == "sts:getcalleridentity",
        assumes_role=folded in _ASSUME,
        refused_to_root=folded == "sts:assumerole",
        kms=service == "kms",
        limited_by_rcps=service in RCP_SERVICES and folded != "kms:retiregrant",
    )
