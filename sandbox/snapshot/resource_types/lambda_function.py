"""Functions of Lambda, and their versions and aliases, which have policies of their own.

Reference: Lambda API reference, GetPolicy and AddPermission; Lambda developer guide, access-control-resource-based.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.snapshot.aws_calls import pages, plain
from sandbox.snapshot.resource_type import Document, Exported, Planned, ResourceType

_NO_POLICY = "ResourceNotFoundException"
_LATEST = "$LATEST"


def _responses(client: Any, region: str) -> Iterator[tuple[str, Any]]:
    for function in pages(client, "list_functions", "Functions")["Functions"]:
        name = function["FunctionName"]
        yield f"function-{region}-{name}", _policy(client, FunctionName=name) or {}
        versions = pages(client, "list_versions_by_function", "Versions", FunctionName=name)["Versions"]
        aliases = pages(client, "list_aliases", "Aliases", FunctionName=name)["Aliases"]
        for qualifier in (*(one["Version"] for one in versions), *(one["Name"] for one in aliases)):
            if qualifier != _LATEST and (found := _policy(client, FunctionName=name, Qualifier=qualifier)):
                yield f"function-{region}-{name}:{qualifier}", found


def _policy(client: Any, **request: str) -> Any | None:
    """Return the response with a function's policy; None for one without."""
    try:
        return plain(client.get_policy(**request))
    except client.exceptions.ClientError as error:
        if error.response["Error"]["Code"] != _NO_POLICY:
            raise
        return None


def _permission(added: Planned, function: Planned, arn: str) -> Document | None:
    """Return the statement that AddPermission writes for the unqualified function."""
    if added.text("function") not in (function.id, arn, function.text("name")) or added.text("qualifier"):
        return None
    principal = added.text("principal") or ""
    equal = {"AWS:SourceAccount": "sourceAccount", "aws:PrincipalOrgID": "principalOrgId"}
    conditions = {
        "StringEquals": {key: value for key, name in equal.items() if (value := added.text(name))},
        "ArnLike": {key: value for key, name in {"AWS:SourceArn": "sourceArn"}.items() if (value := added.text(name))},
    }
    condition = {operator: block for operator, block in conditions.items() if block}
    return {
        "Sid": added.text("statementId") or added.id,
        "Effect": "Allow",
        "Principal": principal if principal == "*" else {"Service" if "." in principal else "AWS": principal},
        "Action": added.text("action") or "",
        "Resource": arn,
        **({"Condition": condition} if condition else {}),
    }


RESOURCE_TYPE = ResourceType(
    token="aws:lambda/function:Function",  # noqa: S106 - Pulumi's name of a type
    arn="arn:aws:lambda:{region}:{account}:function:{name}",
    permission_token="aws:lambda/permission:Permission",  # noqa: S106 - the same
    permission=_permission,
    exported=Exported(
        service="lambda",
        file=r"function-(?P<region>[a-z0-9-]+?-\d)-(?P<name>.+)",
        command="aws lambda get-policy --function-name {name} --region {region}",
        policy=("Policy",),
        arn="arn:{partition}:lambda:{region}:{account}:function:{name}",
        responses=_responses,
        error_without_policy=_NO_POLICY,
    ),
)
