"""Athena: names of resources, and queries behind which a workgroup is."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={
        "datacatalog": ("Name",),
        "GetCapacityReservation.capacity-reservation": ("Name",),
        "UpdateCapacityReservation.capacity-reservation": ("Name",),
    },
    behind={
        "GetNamedQuery": ("workgroup", "NamedQueryId"),
        "GetQueryExecution": ("workgroup", "QueryExecutionId"),
        "GetQueryResults": ("workgroup", "QueryExecutionId"),
        "GetQueryRuntimeStatistics": ("workgroup", "QueryExecutionId"),
        "StopQueryExecution": ("workgroup", "QueryExecutionId"),
    },
)
