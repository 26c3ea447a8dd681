"""The condition keys that policies read for an action, and which of them a request had for certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from sandbox.authorization.parameters import folded
from sandbox.authorization.registry import rules_of
from sandbox.authorization.service_reference import Reference
from sandbox.authorization.supported_keys import family, supported_keys
from sandbox.iam.service_registry import registered
from sandbox.iam.statement import Statement
from sandbox.rehearsal.event_keys import KEYS
from sandbox.rehearsal.operations import Operation

_DERIVED = frozenset(
    f"aws:{name}"
    for name in (
        "principalaccount",
        "principalarn",
        "principalisawsservice",
        "principalservicename",
        "principalservicenameslist",
        "principaltype",
        "requestedregion",
        "resourceaccount",
        "tagkeys",
        "username",
    )
)
"""Keys that follow from the request: its principal, its resource, its Region and its parameters."""
_REQUEST_TAG, _RESOURCE_TAG, _PRINCIPAL_TAG = "aws:requesttag/", "aws:resourcetag/", "aws:principaltag/"
_OF_TAGS = "resourcetag/"
_ORGANIZATION = ("orgid", "orgpaths")


class KeysInPlay:
    """The keys that some statements read."""

    def __init__(self, statements: Iterable[Statement], reference: Reference) -> None:
        self._reference = reference
        reading = ((one, frozenset(key.lower() for key in keys_of(one))) for one in statements)
        self._statements = tuple((one, keys) for one, keys in reading if keys)
        self._of_action: dict[str, frozenset[str]] = {}
        self.all = frozenset(key for _, keys in self._statements for key in keys)
        """Every key that some statement reads, in lower case."""
        self.of_events = tuple(key for key in KEYS if key in self.all)
        """Those that are read from events, in their order."""

    def of_action(self, action: str) -> frozenset[str]:
        """Return the keys, in lower case, that statements read which cover an action."""
        found = self._of_action.get(action)
        if found is None:
            named = action.lower()
            found = self._of_action[action] = frozenset(
                key for statement, keys in self._statements if statement.covers_action(named) for key in keys
            )
        return found

    def supports(self, action: str, resource: str, key: str) -> bool:
        """Return whether AWS fills in a service's key, or a resource's tag, for an action on a resource."""
        prefix, _, name = action.partition(":")
        entry = self._reference(prefix)
        return entry is None or family(key) in supported_keys(entry, name, resource)


def parameter_holds(key: str, operation: Operation) -> bool:
    """Return whether a parameter of the operation holds a service's key, so that a request without it has no key."""
    return folded(key.partition(":")[2]) in _members(operation, key)


@lru_cache(maxsize=4096)
def _members(operation: Operation, key: str) -> frozenset[str]:
    members = operation.model.input_shape(operation.name).get("members", {})
    rules = rules_of(operation.model.service)
    renamed = next((names for one, names in rules.keys.items() if one.lower() == key), ())
    names = [*members, *(str(member.get("locationName", "")) for member in members.values())]
    found = {folded(name) for name in names}
    if any(folded(name) in found for name in renamed):
        found.add(folded(key.partition(":")[2]))
    return frozenset(found)


def is_request_tag(key: str) -> bool:
    """Return whether the request's parameters decide about a key: the tags that it sets."""
    return key.startswith(_REQUEST_TAG)


def is_derived(key: str) -> bool:
    """Return whether a key follows from principal, resource, Region and parameters."""
    return key in _DERIVED or is_request_tag(key) or key in derived_by_services()


@cache
def derived_by_services() -> frozenset[str]:
    """Return the keys that services' rules of evaluation derive from a request."""
    return frozenset(key for service in registered().values() for key in service.keys)


def principal_tag(key: str) -> str | None:
    """Return the name of a principal's tag; None for another key."""
    return key.removeprefix(_PRINCIPAL_TAG) if key.startswith(_PRINCIPAL_TAG) else None


def resource_tag(key: str) -> str | None:
    """Return the name of a resource's tag, of aws:ResourceTag or a service's own key; None for another key."""
    name = key.partition(":")[2]
    return name.removeprefix(_OF_TAGS) if name.startswith(_OF_TAGS) else None


def organization_of(key: str) -> str | None:
    """Return whether a key is about the organization of `principal` or `resource`; None for another key."""
    for side in ("principal", "resource"):
        if key in tuple(f"aws:{side}{name}" for name in _ORGANIZATION):
            return side
    return None


def keys_of(statement: Statement) -> Iterator[str]:
    """Yield the condition keys that a statement reads, as they are written."""
    for condition in statement.conditions:
        yield from condition.condition_keys
    for template in statement.templates:
        yield from template.keys
