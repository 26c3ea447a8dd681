"""ARNs in Resource and NotResource.

Reference: IAM user guide, reference-arns; Service Authorization Reference (ARN formats of resource types).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.authorization.service_reference import ServiceEntry
from sandbox.emulated.accessanalyzer.validation.json_nodes import Node
from sandbox.emulated.accessanalyzer.validation.policy import RCP, Finding, Policy, References, found
from sandbox.iam.glob import matcher, parse_glob

_FIELDS = 6
_PARTITIONS = ("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc")
_OPEN = frozenset("*?$")
"""Signs of wildcards and variables."""
_OF_TYPE = {
    "AWS::S3::Bucket": ("s3",),
    "AWS::S3::AccessPoint": ("s3",),
    "AWS::S3::MultiRegionAccessPoint": ("s3",),
    "AWS::S3ObjectLambda::AccessPoint": ("s3-object-lambda",),
    "AWS::DynamoDB::Table": ("dynamodb",),
}


def findings(policy: Policy, references: References) -> Iterator[Finding]:
    """Yield the findings about Resource and NotResource."""
    for statement in policy.statements:
        element = statement.get("Resource", "NotResource")
        if element is None:
            continue
        if element.value == []:
            yield found("EMPTY_ARRAY_RESOURCE", element)
        for node in element.texts():
            if node.value != "*":
                yield from _of_arn(policy, node, references)
        yield from _redundant(element)
        if policy.type == RCP and statement.allows and list(element.texts()) and element.value not in ("*", ["*"]):
            yield found("RCP_SYNTAX_ERROR_ALLOW", element)


def _of_arn(policy: Policy, node: Node, references: References) -> Iterator[Finding]:
    parts = node.value.split(":", _FIELDS - 1)
    if parts[0] != "arn":
        yield found("INVALID_ARN_PREFIX", node)
        return
    if len(parts) < _FIELDS:
        if not parts[-1].endswith("*"):
            yield found("MISSING_ARN_FIELD", node, fields=_FIELDS)
        return
    _, partition, service, region, account, resource = parts
    if not _OPEN & set(partition) and partition not in _PARTITIONS:
        named = ", ".join(_PARTITIONS)
        yield found("INVALID_PARTITION", node, service=service, partition=partition, partitions=named)
    if service != service.lower():
        yield found("INVALID_ARN_SERVICE_CASE", node, service=service)
        return
    if account and not _OPEN & set(account) and not re.fullmatch(r"[0-9]{12}|aws", account):
        yield found("INVALID_ARN_ACCOUNT", node, account=account)
    if region and not _OPEN & set(region) and references.regions and region not in references.regions:
        yield found("INVALID_ARN_REGION", node, region=region)
    supported = _OF_TYPE.get(policy.resource_type or "")
    if supported and service not in supported:
        yield found("UNSUPPORTED_RESOURCE_ARN_IN_POLICY", node, type=policy.resource_type)
    entry = references.services(service)
    if entry is not None and entry.formats:
        yield from _against_formats(node, entry, region, account, resource)


def _against_formats(node: Node, entry: ServiceEntry, region: str, account: str, resource: str) -> Iterator[Finding]:
    """Yield how an ARN differs from every format of its service."""
    formats = [form.text.split(":", _FIELDS - 1) for form in entry.formats.values()]
    sample = resource.replace("*", "x").replace("?", "x")
    fitting = [form for form in formats if len(form) == _FIELDS and _format(form[5]).fullmatch(sample)]
    if resource.startswith("*") or "${" in resource:
        return
    if not fitting and not _OPEN & set(resource):
        yield found("INVALID_ARN_RESOURCE", node)
    if region not in ("", "*") and fitting and all(not form[3] for form in fitting):
        yield found("ARN_REGION_NOT_ALLOWED", node, service=entry.prefix)
    if account not in ("", "*") and fitting and all(not form[4] for form in fitting):
        yield found("ARN_ACCOUNT_NOT_ALLOWED", node, service=entry.prefix)


def _format(text: str) -> re.Pattern[str]:
    pieces = re.split(r"\$\{[^}]*\}", text)
    return re.compile(".+".join(map(re.escape, pieces)))


def _redundant(element: Node) -> Iterator[Finding]:
    """Yield the resources that another one of the same element covers, in one finding."""
    nodes = list(element.texts())
    covered: list[Node] = []
    for place, node in enumerate(nodes):
        for other, wider in enumerate(nodes):
            if other == place or wider in covered or "${" in wider.value:
                continue
            if matcher((parse_glob(wider.value),))(node.value) and (wider.value != node.value or other < place):
                covered.append(node)
                break
    if covered:
        yield found("REDUNDANT_RESOURCE", *covered, count=len(covered))
