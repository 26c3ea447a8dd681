"""Networks of plans of a few resources in two accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sandbox.origin import Origin
from sandbox.reach.model import Network
from sandbox.snapshot.network import plan
from tests.sandbox.snapshot.plan.plans import MANAGEMENT, PlanResource, plan_resource, providers

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
LINE = Origin("accounts/layers.py", 7)
"""The line of every resource of `plan_resource`."""

VPC, SUBNET = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"
TABLE, ROUTE = "aws:ec2/routeTable:RouteTable", "aws:ec2/route:Route"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
type ReadNetwork = Callable[..., Network]


def urn(kind: str, name: str) -> str:
    return f"urn:pulumi:all::causeway::{kind}::{name}"


def made(kind: str, name: str, account: str = MANAGEMENT, /, **inputs: Any) -> PlanResource:
    """Return a resource; an input that is a URN is unknown, and made from that resource."""
    needs = {key: [value] for key, value in inputs.items() if str(value).startswith("urn:")}
    values = {key: UNKNOWN if key in needs else value for key, value in inputs.items()}
    return {**plan_resource(kind, name, account, **values), "propertyDependencies": needs}


def vpc(name: str = "main", cidr: str = "10.0.0.0/16", **inputs: Any) -> PlanResource:
    return made(VPC, name, **{"cidrBlock": cidr, "tags": {"Name": name}, **inputs})


def subnet(name: str = "app", cidr: str = "10.0.1.0/24", of: str = "main", **inputs: Any) -> PlanResource:
    return made(SUBNET, name, **{"vpcId": urn(VPC, of), "cidrBlock": cidr, "availabilityZone": "us-east-1a", **inputs})


def network(folder: Path, *resources: PlanResource) -> Network:
    steps = [{"op": "create", "newState": resource} for resource in (*providers(), *resources)]
    return plan.read({"steps": steps}, folder)


def only[T](found: Mapping[str, T]) -> T:
    (one,) = found.values()
    return one
