"""Route 53: zones and health checks in tags."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.request_tags import request_tags
from sandbox.authorization.service_rules import ServiceRules


def _tags(call: OperationCall) -> Iterator[Requirement]:
    """Yield the requirement of an operation on tags, whose resource type is a parameter."""
    ids = call.parameters.get("ResourceIds") or [call.parameters.get("ResourceId") or "*"]
    context = request_tags({**call.parameters, "Tags": call.parameters.get("AddTags")})
    for identifier in ids:
        resource = f"arn:{call.partition}:route53:::{call.parameters.get('ResourceType', '*')}/{identifier}"
        yield Requirement(f"route53:{call.operation}", resource, context)


def _bare(identifier: str) -> str:
    """Return the id without the path that an id in a response has."""
    return identifier.rpartition("/")[2]


RULES = ServiceRules(
    identifiers={
        "hostedzone": ("HostedZoneId", "Id"),
        "healthcheck": ("HealthCheckId",),
        "change": ("Id",),
        "delegationset": ("DelegationSetId", "Id"),
    },
    convert={"Id": _bare},
    types={
        "AssociateVPCWithHostedZone": ("hostedzone",),
        "DisassociateVPCFromHostedZone": ("hostedzone",),
        "GetChange": ("change",),
    },
    whole_service=frozenset(("CreateHostedZone",)),
    special=dict.fromkeys(("ChangeTagsForResource", "ListTagsForResource", "ListTagsForResources"), _tags),
)
