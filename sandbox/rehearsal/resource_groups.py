"""Resources that no policy distinguishes: a request on one of them is decided as a request on the others."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.iam.arn import Arn
from sandbox.iam.glob import ANYTHING, Matcher, matcher
from sandbox.iam.snapshot import Snapshot
from sandbox.iam.statement import Statement
from sandbox.rehearsal.keys_in_play import derived_by_services, keys_of

_RELATIVE = "execute-api"
"""The service whose policies name resources by a part of their ARN."""
_PATTERNS = 64
"""Sets of patterns of one action from which comparing a resource with each takes longer than deciding the request."""

type Group = tuple[object, ...] | str


class ResourceGroups:
    """The groups of resources by action."""

    def __init__(self, snapshots: Iterable[Snapshot], statements: Iterable[Statement]) -> None:
        """Prepare for the statements of the snapshots, each one time."""
        self._snapshots = tuple(snapshots)
        self._statements = tuple(one for one in statements if _distinguishes(one))
        self._of_action: dict[str, tuple[Matcher, ...] | None] = {}

    def group(self, action: str, resource: str) -> Group:
        """Return what a resource has in common with those that are decided alike; itself where it is alone.

        Beside the patterns that match it, a resource's account, its Region and its own policies decide.
        """
        patterns = self._patterns(action)
        arn = Arn.parse(resource)
        if patterns is None or arn is None or arn.service == _RELATIVE or resource in self._snapshots[0].callers:
            return resource
        behind = [snapshot.resource_behind(resource) for snapshot in self._snapshots]
        return (
            arn.partition,
            arn.service,
            arn.region,
            arn.account,
            *(found and found.arn for found in behind),
            *(matches(resource) for matches in patterns),
        )

    def _patterns(self, action: str) -> tuple[Matcher, ...] | None:
        """Return what distinguishes the resources of an action; None where variables or too many patterns do."""
        if action not in self._of_action:
            covering = [one for one in self._statements if one.covers_action(action.lower())]
            sets = {one.resources for one in covering if one.resources}
            alone = any(one.templates or one.problems or _reads_resource(one) for one in covering)
            found = None if alone or len(sets) > _PATTERNS else tuple(matcher(patterns) for patterns in sets)
            self._of_action[action] = found
        return self._of_action[action]


def _distinguishes(statement: Statement) -> bool:
    """Return whether a statement may apply to one resource and not to another of the same account and Region."""
    named = bool(statement.resources) and ANYTHING not in (statement.resources or ())
    return named or bool(statement.templates) or bool(statement.problems) or _reads_resource(statement)


def _reads_resource(statement: Statement) -> bool:
    """Return whether a statement reads a key that a service derives from the request, and so from its resource."""
    return any(key.lower() in derived_by_services() for key in keys_of(statement))
