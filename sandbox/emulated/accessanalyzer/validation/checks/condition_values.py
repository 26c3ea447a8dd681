"""Values of conditions: addresses, dates, numbers, booleans, Regions and ids of networks.

Reference: IAM user guide, reference_policies_elements_condition_operators and reference_policies_condition-keys.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator

from sandbox.emulated.accessanalyzer.validation.json_nodes import Node
from sandbox.emulated.accessanalyzer.validation.policy import Condition, Finding, Policy, References, found
from sandbox.iam.conditions.date import moment
from sandbox.iam.conditions.numeric import number

_EPOCH = re.compile(r"[0-9]+(\.[0-9]+)?")
_PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
_SOURCE_IP = "aws:sourceip"
_IDS = {
    "aws:sourcevpc": (re.compile(r"vpc-([0-9a-z]{8}|[0-9a-z]{17})"), "INVALID_VPC_FORMAT"),
    "aws:sourcevpce": (re.compile(r"vpce-([0-9a-z]{8}|[0-9a-z]{17})"), "INVALID_VPCE_FORMAT"),
}
_GREATEST = ("NumericLessThan", "NumericLessThanEquals")
_LEAST = ("NumericGreaterThan", "NumericGreaterThanEquals")


def findings(policy: Policy, references: References) -> Iterator[Finding]:
    """Yield the findings about values."""
    for statement in policy.statements:
        for condition in statement.conditions():
            for family, check in _FAMILIES.items():
                if condition.name.startswith(family):
                    yield from check(condition)
            if condition.name.startswith("String"):
                yield from _of_ids(condition)
                yield from _of_regions(condition, references)


def _is_open(text: str) -> bool:
    return bool(set("*?") & set(text)) or "${" in text


def _of_addresses(condition: Condition) -> Iterator[Finding]:
    private, public = 0, 0
    for node in condition.values.texts():
        if "${" in node.value:
            continue
        try:
            network = ipaddress.ip_network(node.value, strict=False)
        except ValueError:
            yield found("TYPE_MISMATCH_IP_RANGE", node, operator=condition.operator.value)
            continue
        if "/" in node.value and ipaddress.ip_address(node.value.partition("/")[0]) != network[0]:
            yield found("IMPROVE_IP_RANGE", node, address=str(network))
        within = any(network.version == known.version and network.subnet_of(known) for known in _PRIVATE)  # type: ignore[arg-type]
        private, public = private + within, public + (not within)
    if condition.folded_key == _SOURCE_IP and private:
        code = "PRIVATE_NOT_IP_ADDRESS" if condition.name.startswith("Not") else "PRIVATE_IP_ADDRESS"
        yield found(f"{code}_SUBSET" if public else code, condition.values)


def _of_dates(condition: Condition) -> Iterator[Finding]:
    for node in condition.values:
        text = str(node.value)
        if _EPOCH.fullmatch(text):
            yield found("INVALID_DATE_VALUE", node, date=text)
        elif moment(text) is None and "${" not in text:
            yield found("TYPE_MISMATCH_DATE", node)


def _of_numbers(condition: Condition) -> Iterator[Finding]:
    for node in condition.values:
        if isinstance(node.value, bool) or (number(str(node.value)) is None and "${" not in str(node.value)):
            yield found("TYPE_MISMATCH_NUMBER", node, operator=condition.operator.value)
    several = isinstance(condition.values.value, list) and len(condition.values.value) > 1
    if several and condition.name in (*_GREATEST, *_LEAST):
        which = "greatest" if condition.name in _GREATEST else "least"
        operator, key = condition.operator.value, condition.key.value
        yield found("REDUNDANT_CONDITION_VALUE_NUM", condition.values, operator=operator, which=which, key=key)


def _of_booleans(condition: Condition) -> Iterator[Finding]:
    for node in condition.values:
        if str(node.value).lower() not in ("true", "false") and "${" not in str(node.value):
            yield found("TYPE_MISMATCH_BOOLEAN", node, operator=condition.operator.value)


_FAMILIES: dict[str, Callable[[Condition], Iterator[Finding]]] = {
    "IpAddress": _of_addresses,
    "NotIpAddress": _of_addresses,
    "Date": _of_dates,
    "Numeric": _of_numbers,
    "Bool": _of_booleans,
    "Null": _of_booleans,
}


def _of_ids(condition: Condition) -> Iterator[Finding]:
    if condition.folded_key not in _IDS:
        return
    form, code = _IDS[condition.folded_key]
    wrong = [node for node in condition.values.texts() if not _is_open(node.value) and not form.fullmatch(node.value)]
    yield from (found(code, node) for node in wrong)


def _of_regions(condition: Condition, references: References) -> Iterator[Finding]:
    if condition.folded_key != "aws:requestedregion" or not references.regions:
        return
    for node in condition.values.texts():
        if not _is_open(node.value) and not _is_region(node, references):
            yield found("INVALID_REGION", node, region=node.value)


def _is_region(node: Node, references: References) -> bool:
    return node.value in references.regions
