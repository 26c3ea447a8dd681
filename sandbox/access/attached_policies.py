"""The policies of a snapshot, wherever they are attached."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.iam import Policy, Snapshot


def attached_policies(snapshot: Snapshot) -> Iterator[Policy]:
    """Yield every policy of a snapshot, once for each place where it is attached."""
    for node in snapshot.nodes.values():
        yield from (*node.scps, *node.rcps)
    for caller in snapshot.callers.values():
        yield from caller.identity
        yield from filter(None, (caller.boundary, caller.trust))
    yield from (resource.policy for resource in snapshot.resources.values() if resource.policy)
    yield from snapshot.endpoints.values()
