"""The policies of a snapshot by the place where they apply, and the snapshot with each of them replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sandbox.iam.document import Kind, compile_document
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Snapshot
from sandbox.iam.statement import Statement

type Place = tuple[Kind, str]
"""What a policy is attached as, and the node, principal, resource or endpoint that it is attached to."""
type Replace = Callable[[Place, Policy], Policy]


def policies_by_place(snapshot: Snapshot) -> Iterator[tuple[Place, Policy]]:
    """Yield every policy at every place."""
    for node in snapshot.nodes.values():
        yield from (((Kind.SCP, node.id), policy) for policy in node.scps)
        yield from (((Kind.RCP, node.id), policy) for policy in node.rcps)
    for caller in snapshot.callers.values():
        yield from (((Kind.IDENTITY, caller.arn), policy) for policy in caller.identity)
        for kind, policy in ((Kind.BOUNDARY, caller.boundary), (Kind.TRUST, caller.trust)):
            if policy is not None:
                yield (kind, caller.arn), policy
    for resource in snapshot.resources.values():
        if resource.policy is not None:
            yield (Kind.RESOURCE, resource.arn), resource.policy
    for endpoint, policy in snapshot.endpoints.items():
        yield (Kind.ENDPOINT, endpoint), policy


def distinct_statements(snapshots: Iterable[Snapshot]) -> Iterator[Statement]:
    """Yield the compiled statements of all policies, those of a document that several places share one time."""
    seen: dict[tuple[int, Kind], object] = {}
    for snapshot in snapshots:
        for (kind, _), policy in policies_by_place(snapshot):
            if (id(policy.document), kind) not in seen:
                seen[id(policy.document), kind] = policy.document
                yield from compile_document(policy.document, kind, 0)


def with_policies(snapshot: Snapshot, new: Replace) -> Snapshot:
    """Return the snapshot with what `new` returns in the place of each policy."""

    def all_(kind: Kind, name: str, policies: tuple[Policy, ...]) -> tuple[Policy, ...]:
        return tuple(new((kind, name), policy) for policy in policies)

    def one(kind: Kind, name: str, policy: Policy | None) -> Policy | None:
        return None if policy is None else new((kind, name), policy)

    return replace(
        snapshot,
        nodes={
            name: replace(node, scps=all_(Kind.SCP, name, node.scps), rcps=all_(Kind.RCP, name, node.rcps))
            for name, node in snapshot.nodes.items()
        },
        callers={
            arn: replace(
                caller,
                identity=all_(Kind.IDENTITY, arn, caller.identity),
                boundary=one(Kind.BOUNDARY, arn, caller.boundary),
                trust=one(Kind.TRUST, arn, caller.trust),
            )
            for arn, caller in snapshot.callers.items()
        },
        resources={
            arn: replace(resource, policy=one(Kind.RESOURCE, arn, resource.policy))
            for arn, resource in snapshot.resources.items()
        },
        endpoints={name: new((Kind.ENDPOINT, name), policy) for name, policy in snapshot.endpoints.items()},
    )
