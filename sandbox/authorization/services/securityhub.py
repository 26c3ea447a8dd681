"""Security Hub: the hub is one a Region and account."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

_PRODUCTS = frozenset(("BatchImportFindings",))

RULES = ServiceRules(
    identifiers={"hubv2": ("HubV2Arn",)},
    whole_service=_PRODUCTS,
)
