"""The domains of condition keys, which many searches share."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.access.key_values import KeyDomain, key_domain
from sandbox.iam.conditions import Condition
from sandbox.iam.request import Request


class KeyDomains:
    """The domains of condition keys, computed once for each set of conditions on a key."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], KeyDomain] = {}

    def of(
        self, key: str, conditions: Sequence[Condition], request: Request, tags: frozenset[str] = frozenset()
    ) -> KeyDomain:
        """Return the domain of a key under conditions on it; arguments are those of `key_domain`."""
        distinct = {(condition.operator, condition.key, condition.wanted): condition for condition in conditions}
        variables = any(condition.templates for condition in conditions)
        resolved = (request.principal, request.resource) if variables else None
        known = (key, request.context.get(key), resolved, tags, frozenset(distinct))
        found = self._found.get(known)
        if found is None:
            found = self._found[known] = key_domain(key, list(distinct.values()), request, tags)
        return found
