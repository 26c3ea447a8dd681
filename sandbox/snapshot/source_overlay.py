"""AWS's responses with the program's lines: a statement that the program wrote gets its line there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sandbox.iam.policy_json import statements
from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Snapshot
from sandbox.origin import Origin


def with_program_lines(live: Snapshot, program: Snapshot) -> Snapshot:
    """Return the snapshot with the program's lines wherever the program has the same policy at the same place."""
    nodes = {
        key: replace(
            node,
            scps=_policies(node.scps, program.nodes[key].scps),
            rcps=_policies(node.rcps, program.nodes[key].rcps),
            origin=program.nodes[key].origin or node.origin,
        )
        if key in program.nodes
        else node
        for key, node in live.nodes.items()
    }
    callers = {
        arn: replace(
            caller,
            identity=_policies(caller.identity, written.identity),
            boundary=_policy(caller.boundary, written.boundary),
            trust=_policy(caller.trust, written.trust),
            origin=written.origin or caller.origin,
        )
        if (written := program.callers.get(arn))
        else caller
        for arn, caller in live.callers.items()
    }
    resources = {
        arn: replace(resource, policy=_policy(resource.policy, made.policy), origin=made.origin or resource.origin)
        if (made := program.resources.get(arn))
        else resource
        for arn, resource in live.resources.items()
    }
    endpoints: Mapping[str, Policy] = {
        key: _policy(policy, program.endpoints.get(key)) or policy for key, policy in live.endpoints.items()
    }
    attached = {policy.name for node in nodes.values() for policy in (*node.scps, *node.rcps)}
    unattached = {name: policy for name, policy in program.unattached.items() if name not in attached}
    return replace(live, nodes=nodes, unattached=unattached, callers=callers, resources=resources, endpoints=endpoints)


def _policies(answered: tuple[Policy, ...], written: tuple[Policy, ...]) -> tuple[Policy, ...]:
    by_name = {policy.name: policy for policy in written}
    return tuple(_policy(policy, by_name.get(policy.name)) or policy for policy in answered)


def _policy(answered: Policy | None, written: Policy | None) -> Policy | None:
    """Return the policy as AWS has it; a statement equal to the program's gets the program's line."""
    if answered is None or written is None:
        return answered
    lines: dict[str, Origin | None] = {repr(s): written.where(n) for n, s in enumerate(statements(written.document))}
    origins = tuple(lines.get(repr(s)) or answered.where(n) for n, s in enumerate(statements(answered.document)))
    return replace(answered, origin=written.origin or answered.origin, statement_origins=origins)
