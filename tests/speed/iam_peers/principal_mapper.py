"""PMapper's local evaluation: policies, boundary and SCPs."""

from __future__ import annotations

import collections
import collections.abc
from typing import Any

for name in ("Mapping", "MutableMapping"):  # moved in Python 3.10, after PMapper's last release
    setattr(collections, name, getattr(collections.abc, name))

from principalmapper.common import Node, Policy  # noqa: E402 - it needs the two names above
from principalmapper.querying.query_interface import local_check_authorization_full  # noqa: E402 - the same

from tests.speed.iam_peers.pace import pace, question, report  # noqa: E402 - the same

asked = question()


def policy(document: Any) -> Policy:
    """Return a policy document as PMapper's object."""
    return Policy("arn:aws:iam::aws:policy/x", "x", document)


trust = {"Version": "2012-10-17", "Statement": []}
own = [policy(document) for document in asked["identity"]]
node = Node(asked["role"], "AROAEXAMPLE", own, [], trust, None, 0, False, False, policy(asked["boundary"]), False, {})
scps = [[policy(document) for document in level] for level in asked["scps"]]


def decide(request: Any) -> bool:
    """Return one decision."""
    action, resource, keys = request
    return bool(local_check_authorization_full(node, action, resource, keys, None, asked["account"], scps, None))


report(pace(decide, [(a, r, {**keys, "aws:PrincipalArn": asked["role"]}) for a, r, keys in asked["requests"][:200]]))
