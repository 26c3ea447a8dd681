"""VPC Lattice: identifiers are ids or ARNs."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={
        "Service": ("serviceIdentifier", "resourceIdentifier"),
        "ServiceNetwork": ("serviceNetworkIdentifier", "resourceIdentifier"),
        "TargetGroup": ("targetGroupIdentifier",),
        "Listener": ("listenerIdentifier",),
        "Rule": ("ruleIdentifier",),
    },
    variables={"ServiceId": ("serviceIdentifier",), "ListenerId": ("listenerIdentifier",)},
)
