"""Glue: `Name` is the name of what the operation is about; registries and schemas are identified by structures."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={
        "connection": ("Name", "ConnectionName"),
        "crawler": ("Name", "CrawlerName", "CrawlerNames"),
        "database": ("DatabaseName", "Name"),
        "devendpoint": ("EndpointName",),
        "job": ("JobName", "Name", "JobNames"),
        "registry": ("RegistryName", "RegistryId.RegistryName", "SchemaId.RegistryName"),
        "schema": ("SchemaName", "SchemaId.SchemaName"),
        "session": ("SessionId", "Id"),
        "trigger": ("Name", "TriggerNames"),
        "workflow": ("Name", "Names"),
    },
    types={"CreateDatabase": ("database", "rootcatalog")},
    passes={
        "CreateCrawler": (("Role", "glue.amazonaws.com"),),
        "UpdateCrawler": (("Role", "glue.amazonaws.com"),),
        "CreateJob": (("Role", "glue.amazonaws.com"),),
        "UpdateJob": (("JobUpdate.Role", "glue.amazonaws.com"),),
        "CreateSession": (("Role", "glue.amazonaws.com"),),
        "CreateDevEndpoint": (("RoleArn", "glue.amazonaws.com"),),
    },
)
