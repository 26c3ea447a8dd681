"""The condition keys that AWS fills in for an action on a resource, beside the keys of every request.

Reference: Service Authorization Reference, reference_policies_actions-resources-contextkeys: an action has the keys of
its own row and those of the resource type that it is called on.
"""

from __future__ import annotations

from functools import lru_cache

from sandbox.authorization.service_reference import ServiceEntry

_REMEMBERED = 4096
"""Pairs of action and resource type that are kept: all that the calls of a large program need."""


def family(key: str) -> str:
    """Return a key in lower case, up to its slash: `aws:ResourceTag/team` and `aws:ResourceTag/${TagKey}` are one.

    Example:
        >>> family("s3:ExistingObjectTag/<key>")
        's3:existingobjecttag/'

    """
    name, slash, _ = key.lower().partition("/")
    return name + slash


def supported_keys(entry: ServiceEntry, action: str, resource: str) -> frozenset[str]:
    """Return the families of the keys that an action, by its name without prefix, has on the resource of an ARN."""
    known = entry.actions.get(action.lower())
    kinds = known.types if known is not None and known.types else entry.formats
    kind = next((name for name in kinds if entry.formats[name].matches(resource)), None)
    return _of_type(_Entry(entry), action.lower(), kind)


class _Entry:
    """An entry as a key of the cache: one service has one."""

    __slots__ = ("entry",)

    def __init__(self, entry: ServiceEntry) -> None:
        self.entry = entry

    def __hash__(self) -> int:
        return hash(self.entry.prefix)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Entry) and other.entry is self.entry


@lru_cache(maxsize=_REMEMBERED)
def _of_type(key: _Entry, action: str, kind: str | None) -> frozenset[str]:
    known = key.entry.actions.get(action)
    own = known.keys if known is not None else frozenset()
    of_type = key.entry.type_keys.get(kind, frozenset()) if kind is not None else frozenset()
    return frozenset(family(name) for name in own | of_type)
