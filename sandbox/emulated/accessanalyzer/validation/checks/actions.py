"""Actions: whether they exist, repeat one another, and belong in the type of policy."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from sandbox.emulated.accessanalyzer.validation.json_nodes import Node
from sandbox.emulated.accessanalyzer.validation.policy import RCP, Finding, Policy, References, Statement, found
from sandbox.iam.glob import fold, matcher, parse_glob
from sandbox.iam.rcp_services import RCP_SERVICES

_OF_TYPE = {
    "AWS::S3::Bucket": ("s3",),
    "AWS::S3::AccessPoint": ("s3",),
    "AWS::S3::MultiRegionAccessPoint": ("s3",),
    "AWS::S3ObjectLambda::AccessPoint": ("s3-object-lambda",),
    "AWS::IAM::AssumeRolePolicyDocument": ("sts",),
    "AWS::DynamoDB::Table": ("dynamodb",),
}
"""Resource type -> prefixes of the actions that its policies may name."""


def findings(policy: Policy, references: References) -> Iterator[Finding]:
    """Yield the findings about Action and NotAction."""
    for statement in policy.statements:
        element = statement.get("Action", "NotAction")
        if element is None:
            continue
        if element.value == []:
            yield found("EMPTY_ARRAY_ACTION", element)
        for node in element.texts():
            yield from _of_action(policy, node, references)
        yield from _redundant(element)
        if policy.type == RCP:
            yield from _of_rcp(statement, element)


def _of_action(policy: Policy, node: Node, references: References) -> Iterator[Finding]:
    prefix, colon, name = node.value.partition(":")
    if node.value in ("*", "*:*") or "${" in node.value:
        return
    entry = references.services(prefix.lower()) if colon else None
    if entry is None:
        if set("*?") & set(prefix):
            yield found("INVALID_ACTION", node, action=node.value, similar="")
        else:
            yield found("INVALID_SERVICE_IN_ACTION", node, service=prefix, similar="")
        return
    names = [action.name for action in entry.actions.values()]
    if not any(map(matcher((fold(parse_glob(name)),)), map(str.lower, names))):
        close = get_close_matches(name, names, 1)
        similar = f" Did you mean {prefix}:{close[0]}?" if close else ""
        yield found("INVALID_ACTION", node, action=node.value, similar=similar)
    supported = _OF_TYPE.get(policy.resource_type or "")
    if supported and prefix.lower() not in supported:
        yield found("UNSUPPORTED_ACTION_IN_POLICY", node, action=node.value, type=policy.resource_type)


def _redundant(element: Node) -> Iterator[Finding]:
    """Yield the actions that another one of the same element covers, in one finding."""
    nodes = list(element.texts())
    covered: list[Node] = []
    for place, node in enumerate(nodes):
        for other, wider in enumerate(nodes):
            if other == place or wider in covered:
                continue
            covers = matcher((fold(parse_glob(wider.value)),))
            if covers(node.value.lower().replace("?", "*")) and (
                wider.value.lower() != node.value.lower() or other < place
            ):
                covered.append(node)
                break
    if covered:
        yield found("REDUNDANT_ACTION", *covered, count=len(covered), action=covered[0].value)


def _of_rcp(statement: Statement, element: Node) -> Iterator[Finding]:
    if statement.get("NotAction") is not None:
        yield found("RCP_SYNTAX_ERROR_NOTACTION", element)
        return
    if statement.allows:
        return
    for node in element.texts():
        prefix = node.value.partition(":")[0].lower()
        if node.value == "*" or prefix not in RCP_SERVICES:
            yield found("RCP_SYNTAX_ERROR_ACTION", node)
