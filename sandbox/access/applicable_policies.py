"""The policies that apply to a principal, and those of the resources and VPC endpoints that it can use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.iam.evaluator import Evaluator
from sandbox.iam.layers import Layer, Layers
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.request import Request
from sandbox.iam.statement import Statement

type LocatedStatement = tuple[Layer, int | None, PolicySet, Statement]
"""A statement with its layer, its level in the organization's tree, and its policy set."""


@dataclass(frozen=True, slots=True)
class Targets:
    """The resources and VPC endpoints of a snapshot, for any principal."""

    resources: Mapping[str, tuple[str, ...]]
    """Service -> ARNs of the snapshot's resources; of sts, the roles."""
    policies: Mapping[str, tuple[LocatedStatement, ...]]
    """Resource -> the statements of its policy and of the RCPs that apply to it."""
    vpc_endpoints: Mapping[str, tuple[LocatedStatement, ...]]
    """VPC endpoint -> the statements of its policy."""


@dataclass(frozen=True, slots=True)
class ApplicablePolicies:
    """The statements that apply to one principal."""

    principal: str | None
    request: Request
    own: tuple[LocatedStatement, ...]
    """Statements that apply whatever the resource is."""
    targets: Targets

    def __iter__(self) -> Iterator[LocatedStatement]:
        yield from self.own
        for located in self.targets.policies.values():
            yield from located


def targets(evaluator: Evaluator) -> Targets:
    """Return the resources and VPC endpoints of the evaluator's snapshot."""
    snapshot = evaluator.snapshot
    found: dict[str, list[str]] = {}
    policies: dict[str, tuple[LocatedStatement, ...]] = {}
    for service, arn in (
        *((arn.split(":")[2], arn) for arn in snapshot.resources),
        *(("sts", caller.arn) for caller in snapshot.callers.values() if caller.trust is not None),
    ):
        named = (arn, f"{arn}/any") if service == "s3" else (arn,)
        found.setdefault(service, []).extend(named)
        _, layers = evaluator.request_and_layers(
            None, "sts:AssumeRole" if service == "sts" else f"{service}:Any", arn, None
        )
        located = tuple(_of_resource(layers, service))
        policies.update(dict.fromkeys(named, located))
    endpoints = {name: tuple(_of_vpc_endpoint(evaluator, name)) for name in snapshot.endpoints}
    return Targets({service: tuple(arns) for service, arns in found.items()}, policies, endpoints)


def applicable_policies(evaluator: Evaluator, principal: str | None, reachable: Targets) -> ApplicablePolicies:
    """Return the policies that apply to one principal."""
    request, layers = evaluator.request_and_layers(principal, "sts:GetCallerIdentity", "*", None)
    return ApplicablePolicies(principal, request, tuple(_of_principal(layers)), reachable)


def _of_principal(layers: Layers) -> Iterator[LocatedStatement]:
    if layers.identity:
        yield from _located(Layer.IDENTITY, None, layers.identity)
    for boundary in layers.boundaries:
        yield from _located(Layer.BOUNDARY, None, boundary)
    for level, scps in enumerate(layers.scps):
        yield from _located(Layer.SCP, level, scps)
    for level, rcps in enumerate(layers.rcps):
        yield from _located(Layer.RCP, level, rcps)


def _of_resource(layers: Layers, service: str) -> Iterator[LocatedStatement]:
    if layers.resource:
        yield from _located(Layer.TRUST if service == "sts" else Layer.RESOURCE, None, layers.resource)
    for level, rcps in enumerate(layers.rcps):
        yield from _located(Layer.RCP, level, rcps)


def _of_vpc_endpoint(evaluator: Evaluator, name: str) -> Iterator[LocatedStatement]:
    _, layers = evaluator.request_and_layers(None, "sts:GetCallerIdentity", "*", {"aws:sourcevpce": name})
    if layers.endpoint:
        yield from _located(Layer.ENDPOINT, None, layers.endpoint)


def _located(layer: Layer, level: int | None, policies: PolicySet) -> Iterator[LocatedStatement]:
    yield from ((layer, level, policies, statement) for statement in policies.statements)
