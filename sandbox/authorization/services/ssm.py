"""Systems Manager: names of parameters, documents and windows."""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules


def _without_slash(name: str) -> str:
    """Return a parameter's name as its ARN has it."""
    return name.removeprefix("/").partition(":")[0]


RULES = ServiceRules(
    identifiers={
        "document": ("Name", "DocumentName"),
        "maintenancewindow": ("WindowId",),
        "parameter": ("Name", "Names", "Path"),
        "patchbaseline": ("BaselineId",),
    },
    convert={"ParameterNameWithoutLeadingSlash": _without_slash},
    types={"GetParametersByPath": ("parameter",)},
    tag_action="AddTagsToResource",
    passes={
        "RegisterTaskWithMaintenanceWindow": (("ServiceRoleArn", "ssm.amazonaws.com"),),
        "CreateActivation": (("IamRole", "ssm.amazonaws.com"),),
    },
)
