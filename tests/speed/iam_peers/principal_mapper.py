"""PMapper's local evaluation: policies, boundary and SCPs."""

from __future__ import annotations

import collections
import collections.abc
from typing import Any

for name in ("Mapping", "MutableMapping"):  # moved in Python 3.10, after PMapper's last release
    setattr(collections, name, getattr(collections.abc, name))

from principalmapper.common import Node, Policy  # noqa: E402 - it needs the two names above
from principalmapper.querying.query_interface import local_check_authorization_full  # noqa: E402 - the same

from tests.speed.iam_peers.decision_rate import decisions_per_second, read_workload, report  # noqa: E402 - the same

workload = read_workload()
REQUESTS = 200
"""A part of the workload is enough for a rate: the peer is slow."""


def policy(document: Any) -> Policy:
    """Return a policy document as PMapper's object."""
    return Policy("arn:aws:iam::aws:policy/x", "x", document)


trust = {"Version": "2012-10-17", "Statement": []}
own = [policy(document) for document in workload["identity"]]
node = Node(
    workload["role"], "AROAEXAMPLE", own, [], trust, None, 0, False, False, policy(workload["boundary"]), False, {}
)
scps = [[policy(document) for document in level] for level in workload["scps"]]


def decide(request: Any) -> bool:
    """Return one decision."""
    action, resource, keys = request
    return bool(local_check_authorization_full(node, action, resource, keys, None, workload["account"], scps, None))


report(
    decisions_per_second(
        decide,
        [(a, r, {**keys, "aws:PrincipalArn": workload["role"]}) for a, r, keys in workload["requests"][:REQUESTS]],
    )
)
