"""Systems Manager: names of parameters, documents and windows."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.encryption import READ, on_key
from sandbox.authorization.service_rules import ServiceRules

_READS = ("GetParameter", "GetParameterHistory", "GetParameters")


def _key(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirements on the keys of SecureString parameters.

    Reference: Systems Manager user guide, secure-string-parameter-kms-encryption; an advanced one needs a data key.
    """
    given = call.parameters
    if call.operation in _READS and given.get("WithDecryption"):
        for name in given.get("Names") or (given.get("Name"),):
            plain = str(name).partition(":")[0]
            yield from on_key(call, "kms:key-of-parameter", plain, READ, {"PARAMETER_ARN": _parameter(call, plain)})
    if call.operation == "PutParameter" and given.get("Type") == "SecureString" and given.get("KeyId"):
        actions = ("kms:GenerateDataKey",) if given.get("Tier") == "Advanced" else ("kms:Encrypt",)
        context = {"PARAMETER_ARN": _parameter(call, str(given.get("Name")))}
        yield from on_key(call, "kms:customer-key", str(given["KeyId"]), actions, context)


def _parameter(call: OperationCall, name: str) -> str:
    return f"arn:{call.partition}:ssm:{call.region}:{call.account}:parameter/{_without_slash(name)}"


def _without_slash(name: str) -> str:
    """Return a parameter's name as its ARN has it."""
    return name.removeprefix("/").partition(":")[0]


RULES = ServiceRules(
    beside=_key,
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
