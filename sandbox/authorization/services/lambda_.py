"""Lambda: functions named by name, partial or whole ARN; versions and aliases are part of the ARN that is decided on.

Reference: Lambda developer guide, lambda-api-permissions-ref and foundation-iam (keys of VPC settings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.service_rules import ServiceRules

_LATEST = "$LATEST"
_UNQUALIFIED = 7
"""Fields of the ARN of a function without version or alias."""


_NAMED = re.compile(
    r"(?:arn:aws[a-z-]*:lambda:)?(?:(?P<region>[a-z]{2}(?:-[a-z]+)?-[a-z]+-[0-9]):)?(?:(?P<account>[0-9]{12}):)?"
    r"(?:function:)?(?P<name>[a-zA-Z0-9-_.]+)(?P<qualifier>:(?:\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
)
"""A function by its name, its ARN or a part of it, as the engine reads it."""


def _read(call: OperationCall) -> OperationCall:
    """Return the call with the whole ARN of a function that is named with an account or a Region."""
    found = _NAMED.fullmatch(str(call.parameters.get("FunctionName") or ""))
    if found is None or not (found["account"] or found["region"]):
        return call
    region, account = found["region"] or call.region, found["account"] or call.account
    arn = f"arn:{call.partition}:lambda:{region}:{account}:function:{found['name']}{found['qualifier'] or ''}"
    return replace(call, parameters={**call.parameters, "FunctionName": arn})


def _function(text: str) -> str:
    """Return the name of a function given by its name, `account:function:name` or its ARN."""
    return text.partition("function:")[2] or text


def _invoke(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirement to invoke a function; a qualifier belongs to the ARN."""
    given = str(call.parameters.get("FunctionName", "*"))
    arn = given if given.startswith("arn:") else _arn(call, _function(given))
    qualifier = call.parameters.get("Qualifier")
    if qualifier and qualifier != _LATEST and len(arn.split(":")) == _UNQUALIFIED:
        arn = f"{arn}:{qualifier}"
    yield Requirement("lambda:InvokeFunction", arn, {"lambda:InvokedViaFunctionUrl": False})


def _layer(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirement on a version of a layer."""
    given = str(call.parameters.get("Arn") or call.parameters.get("LayerName") or "*")
    action = "GetLayerVersion" if call.operation == "GetLayerVersionByArn" else call.operation
    arn = given if given.startswith("arn:") else _place(call, f"layer:{given}")
    version = call.parameters.get("VersionNumber")
    yield Requirement(f"lambda:{action}", f"{arn}:{version}" if version is not None else arn)


def _context(call: OperationCall, _resource: str) -> Mapping[str, object]:
    """Return the function of an event source mapping, and the network of a function."""
    found: dict[str, object] = {}
    named = str(call.parameters.get("FunctionName") or "")
    if call.operation.endswith("EventSourceMapping") and named:
        found["lambda:FunctionArn"] = named if named.startswith("arn:") else _arn(call, _function(named))
    network = call.parameters.get("VpcConfig") or {}
    for key, member in (("lambda:SubnetIds", "SubnetIds"), ("lambda:SecurityGroupIds", "SecurityGroupIds")):
        if network.get(member):
            found[key] = list(network[member])
    vpcs = dict.fromkeys(filter(None, (call.find("ec2:vpc-of-subnet", one) for one in network.get("SubnetIds") or ())))
    return found | ({"lambda:VpcIds": list(vpcs)} if vpcs else {})


def _arn(call: OperationCall, name: str) -> str:
    return _place(call, f"function:{name}")


def _place(call: OperationCall, resource: str) -> str:
    return f"arn:{call.partition}:lambda:{call.region}:{call.account}:{resource}"


_LAYER_VERSIONS = (
    "AddLayerVersionPermission",
    "DeleteLayerVersion",
    "GetLayerVersion",
    "GetLayerVersionByArn",
    "GetLayerVersionPolicy",
    "RemoveLayerVersionPermission",
)

RULES = ServiceRules(
    read=_read,
    context=_context,
    identifiers={
        "function": ("FunctionName", "Resource"),
        "DeleteProvisionedConcurrencyConfig.function alias": ("Qualifier",),
        "GetProvisionedConcurrencyConfig.function alias": ("Qualifier",),
        "eventSourceMapping": ("UUID",),
    },
    convert={"FunctionName": _function},
    types={
        "DeleteProvisionedConcurrencyConfig": ("function alias",),
        "GetProvisionedConcurrencyConfig": ("function alias",),
        "CreateFunction": ("function",),
        "ListTags": ("function", "eventSourceMapping", "code signing config"),
        "TagResource": ("function", "eventSourceMapping", "code signing config"),
        "UntagResource": ("function", "eventSourceMapping", "code signing config"),
        "CreateEventSourceMapping": ("eventSourceMapping",),
    },
    keys={
        "lambda:FunctionUrlAuthType": ("AuthType",),
        "lambda:Layer": ("Layers",),
    },
    special={
        **dict.fromkeys(("Invoke", "InvokeAsync", "InvokeWithResponseStream"), _invoke),
        **dict.fromkeys(_LAYER_VERSIONS, _layer),
    },
    passes={
        "CreateFunction": (("Role", "lambda.amazonaws.com"),),
        "UpdateFunctionConfiguration": (("Role", "lambda.amazonaws.com"),),
    },
)
