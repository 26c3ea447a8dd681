"""Actions by their names, as the service authorization reference lists them."""

from __future__ import annotations

from sandbox.access.errors import InvalidQuery, unknown_name
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam.glob import matcher, parse_glob

_NEWER = "`sandbox iam decide` takes an action that is newer than the catalogue."


def action(name: str) -> str:
    """Return one action as AWS spells it.

    Raises:
        UnknownName: AWS has no such action.
        InvalidQuery: The name is a pattern.

    Example:
        >>> action("S3:getobject")
        's3:GetObject'

    """
    if is_pattern(name):
        raise InvalidQuery(f"{name!r} is a pattern, not an action.", "Name one action, as in s3:GetObject.")
    return actions(name)[0]


def actions(pattern: str) -> tuple[str, ...]:
    """Return the actions that a name or a pattern covers, as a policy's Action would.

    Raises:
        UnknownName: It covers no action.

    Example:
        >>> actions("s3:GetObjectA*")
        ('s3:GetObjectAcl', 's3:GetObjectAttributes')

    """
    known = catalogue()
    prefix, colon, _ = pattern.partition(":")
    if colon and prefix.lower() not in known.raw and not is_pattern(prefix):
        return unknown_name("service", prefix, known.services, _NEWER)
    if not is_pattern(pattern):
        found = known.action(pattern)
        if found is not None:
            return (found.name,)
        return unknown_name("action", pattern, _of_service(prefix) if colon else known.names, _NEWER)
    covers = matcher((parse_glob(pattern.lower()),))
    listed = known.names if is_pattern(prefix) else _of_service(prefix)
    covered = tuple(name for name in listed if covers(name.lower()))
    return covered or unknown_name("action", pattern, listed, _NEWER)


def is_pattern(name: str) -> bool:
    """Return whether a name has a wildcard."""
    return "*" in name or "?" in name


def _of_service(prefix: str) -> tuple[str, ...]:
    return tuple(found.name for found in catalogue().actions(prefix.lower()))
