"""CloudWatch Logs: names of deliveries, and the roles of subscriptions."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={
        "delivery": ("id",),
        "delivery-destination": ("name", "deliveryDestinationName"),
        "delivery-source": ("name", "deliverySourceName"),
    },
    whole_service=frozenset(("GetQueryResults",)),
    types={"DeleteDeliverySource": ("delivery-destination",)},
    passes={
        "PutSubscriptionFilter": (("roleArn", "logs.amazonaws.com"),),
        "PutDestination": (("roleArn", "logs.amazonaws.com"),),
    },
)
