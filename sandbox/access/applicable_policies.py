"""Everything in a world that bears on one caller: the statements of each layer, and the resources it may turn to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.iam.evaluator import Evaluator
from sandbox.iam.layers import Layer, Layers
from sandbox.iam.policy_set import PolicySet
from sandbox.iam.request import Request
from sandbox.iam.statement import Statement

type LocatedStatement = tuple[Layer, int | None, PolicySet, Statement]
"""A statement, the layer and the level that it stands in, and its set."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What may be turned to, whoever asks."""

    of: Mapping[str, tuple[str, ...]]
    """Service -> the world's resources that it has, and for sts the roles."""
    theirs: Mapping[str, tuple[LocatedStatement, ...]]
    """Resource -> the statements of its policy and of the RCPs over it."""
    doors: Mapping[str, tuple[LocatedStatement, ...]]
    """VPC endpoint -> the statements of its policy."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a caller meets on the way to any resource, and on the way to those with policies of their own."""

    principal: str | None
    request: Request
    own: tuple[LocatedStatement, ...]
    targets: Targets

    def __iter__(self) -> Iterator[LocatedStatement]:
        yield from self.own
        for placed in self.targets.theirs.values():
            yield from placed


def targets(evaluator: Evaluator) -> Targets:
    """Gather what a world has to turn to."""
    world = evaluator.world
    found: dict[str, tuple[str, ...]] = {}
    theirs: dict[str, tuple[LocatedStatement, ...]] = {}
    for service, arn in (
        *((arn.split(":")[2], arn) for arn in world.resources),
        *(("sts", caller.arn) for caller in world.callers.values() if caller.trust is not None),
    ):
        asked = (arn, f"{arn}/any") if service == "s3" else (arn,)
        found[service] = (*found.get(service, ()), *asked)
        _, around = evaluator.question(None, "sts:AssumeRole" if service == "sts" else f"{service}:Any", arn, None)
        placed = tuple(_of_the_resource(around, service))
        theirs.update(dict.fromkeys(asked, placed))
    doors = {name: tuple(_of_the_door(evaluator, name)) for name in world.endpoints}
    return Targets(found, theirs, doors)


def surroundings(evaluator: Evaluator, principal: str | None, around: Targets) -> Surroundings:
    """Gather them for one caller."""
    request, layers = evaluator.question(principal, "sts:GetCallerIdentity", "*", None)
    return Surroundings(principal, request, tuple(_of_the_caller(layers)), around)


def _of_the_caller(layers: Layers) -> Iterator[LocatedStatement]:
    if layers.identity:
        yield from _placed(Layer.IDENTITY, None, layers.identity)
    for boundary in layers.boundaries:
        yield from _placed(Layer.BOUNDARY, None, boundary)
    for level, scps in enumerate(layers.scps):
        yield from _placed(Layer.SCP, level, scps)
    for level, rcps in enumerate(layers.rcps):
        yield from _placed(Layer.RCP, level, rcps)


def _of_the_resource(layers: Layers, service: str) -> Iterator[LocatedStatement]:
    if layers.resource:
        yield from _placed(Layer.TRUST if service == "sts" else Layer.RESOURCE, None, layers.resource)
    for level, rcps in enumerate(layers.rcps):
        yield from _placed(Layer.RCP, level, rcps)


def _of_the_door(evaluator: Evaluator, name: str) -> Iterator[LocatedStatement]:
    _, layers = evaluator.question(None, "sts:GetCallerIdentity", "*", {"aws:sourcevpce": name})
    if layers.endpoint:
        yield from _placed(Layer.ENDPOINT, None, layers.endpoint)


def _placed(layer: Layer, level: int | None, policies: PolicySet) -> Iterator[LocatedStatement]:
    yield from ((layer, level, policies, statement) for statement in policies.statements)
