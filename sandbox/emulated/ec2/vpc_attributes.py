"""The attributes of a VPC that are read and changed one at a time."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.ec2.backend import changing
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

ATTRIBUTES = {
    "EnableDnsSupport": "enable_dns_support",
    "EnableDnsHostnames": "enable_dns_hostnames",
    "EnableNetworkAddressUsageMetrics": "enable_network_address_usage_metrics",
}
"""Member of the API -> attribute of moto's VPC."""


@operation("DescribeVpcAttribute")
def describe_vpc_attribute(call: Call) -> dict[str, Any]:
    """Return one attribute."""
    vpc = backend.vpc(call, call.request["VpcId"])
    wanted = call.request["Attribute"]
    name = next(each for each in ATTRIBUTES if each[0].lower() + each[1:] == wanted)
    return {"VpcId": vpc.id, name: {"Value": bool(getattr(vpc, ATTRIBUTES[name]))}}


@operation("ModifyVpcAttribute")
@changing
def modify_vpc_attribute(call: Call) -> dict[str, Any]:
    """Change one attribute; DNS hostnames need DNS support."""
    vpc = backend.vpc(call, call.request["VpcId"])
    name, value = one_attribute(call, tuple(ATTRIBUTES))
    if name == "EnableDnsHostnames" and value and not vpc.enable_dns_support:
        raise AwsError("InvalidParameterValue", f"DNS hostnames of {vpc.id} need DNS support: enable it first.")
    setattr(vpc, ATTRIBUTES[name], value)
    return {}


def one_attribute(call: Call, names: tuple[str, ...]) -> tuple[str, Any]:
    """Return the one attribute that a request changes, and its value."""
    name = check_one(call, names)
    return name, value_of(call, name)


def check_one(call: Call, names: tuple[str, ...]) -> str:
    """Return the one attribute that a request changes."""
    given = [name for name in names if call.request.get(name) is not None]
    if not given:
        raise AwsError("InvalidParameterCombination", "No attributes specified.")
    if len(given) > 1:
        fields = ", ".join(name[0].lower() + name[1:] for name in given)
        raise AwsError("InvalidParameterCombination", f"Fields for multiple attribute types specified: {fields}")
    return given[0]


def value_of(call: Call, name: str) -> Any:
    """Return the value of an attribute, which is in a structure of its own where it can also be absent."""
    value = call.request[name]
    if not isinstance(value, dict):
        return value
    if value.get("Value") is None:
        raise AwsError("MissingParameter", f"The request must contain the parameter {name}.Value")
    return value["Value"]
