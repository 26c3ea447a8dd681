"""Cloud Map: `Id` is the id of what the operation is about."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={"namespace": ("NamespaceId", "Id"), "service": ("ServiceId", "Id")},
    behind={
        "DiscoverInstances": ("namespace", "NamespaceName"),
        "DiscoverInstancesRevision": ("namespace", "NamespaceName"),
    },
    whole_service=frozenset(("GetOperation",)),
)
