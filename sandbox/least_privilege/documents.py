"""Policy documents within IAM's quotas.

Reference: IAM user guide, reference_iam-quotas: a managed policy has at most 6,144 characters without white space.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sandbox.iam.document_check import characters
from sandbox.least_privilege.grant import Grant, sids

MANAGED_POLICY_CHARACTERS = 6_144
ATTACHED_POLICIES = 10
"""Managed policies that a role or user has at most, unless the quota is raised."""


def size(document: object) -> int:
    """Return the characters of a document as IAM counts them."""
    return characters(json.dumps(document, ensure_ascii=False))


def documents(grants: Iterable[Grant], limit: int = MANAGED_POLICY_CHARACTERS) -> tuple[dict[str, object], ...]:
    """Return as few documents as the grants fit into in their order; a grant that is too large is split.

    Args:
        grants: The grants.
        limit: Characters of a document at most.

    """
    sid = sids()
    found: list[list[dict[str, object]]] = []
    sizes: list[int] = []
    empty = size(_document([]))
    for grant in grants:
        for part in _parts(grant, limit - empty):
            statement = part.statement(sid(part))
            needed = size(statement) + 1  # the comma
            place = next((n for n, taken in enumerate(sizes) if taken + needed <= limit), None)
            if place is None:
                found.append([])
                sizes.append(empty)
                place = -1
            found[place].append(statement)
            sizes[place] += needed
    return tuple(map(_document, found))


_SID_NUMBER = 6
"""Characters that a Sid may have beside its name, so that the comma and a number of five digits fit."""


def _parts(grant: Grant, space: int) -> Iterator[Grant]:
    """Yield the grant in parts whose statements fit into the space; the resources are divided before the actions."""
    if size(grant.statement(sids()(grant))) + _SID_NUMBER <= space:
        yield grant
    elif len(grant.resources) > 1:
        middle = len(grant.resources) // 2
        yield from _parts(replace(grant, resources=grant.resources[:middle]), space)
        yield from _parts(replace(grant, resources=grant.resources[middle:]), space)
    elif len(grant.actions) > 1:
        middle = len(grant.actions) // 2
        yield from _parts(replace(grant, actions=grant.actions[:middle]), space)
        yield from _parts(replace(grant, actions=grant.actions[middle:]), space)
    else:
        yield grant  # one action on one ARN, which has at most 2,048 characters


def _document(statements: list[dict[str, object]]) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": statements}
