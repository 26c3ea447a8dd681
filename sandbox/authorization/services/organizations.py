"""Organizations: ids of accounts, units, policies and roots, whose ARNs also name the organization.

Reference: Service Authorization Reference, list_awsorganizations.
"""

from __future__ import annotations

from collections.abc import Callable

from sandbox.authorization.service_rules import ServiceRules

_ACCOUNT_ID = 12


def _without(prefix: str) -> Callable[[str], str]:
    return lambda text: text.removeprefix(prefix) if text.startswith(prefix) else ""


def _account_id(text: str) -> str:
    return text if len(text) == _ACCOUNT_ID and text.isdigit() else ""


_TARGETS = ("TargetId", "ResourceId", "ParentId", "ChildId", "SourceParentId", "DestinationParentId")

RULES = ServiceRules(
    identifiers={
        "account": ("AccountId", *_TARGETS),
        "organizationalunit": ("OrganizationalUnitId", *_TARGETS),
        "root": ("RootId", *_TARGETS),
        "policy": ("PolicyId", "ResourceId"),
        "awspolicy": ("PolicyId",),
        "handshake": ("HandshakeId",),
        "responsibilitytransfer": ("Id",),
    },
    convert={
        "AccountId": _account_id,
        "OrganizationalUnitId": _without("ou-"),
        "RootId": _without("r-"),
        "PolicyId": _without("p-"),
        "HandshakeId": _without("h-"),
        "ResponsibilityTransferId": _without("rt-"),
    },
    tag_action="TagResource",
)
