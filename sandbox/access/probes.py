"""Probes: resources and contexts that are worth evaluating, as the statements that apply to a principal suggest them.

A request that a probe finds allowed is evaluated like any other; that no probe is allowed does not prove that no
request is.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Container, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import chain

from sandbox.access.identity_cache import IdentityCache
from sandbox.iam.conditions import Condition
from sandbox.iam.glob import Pattern, Wild
from sandbox.iam.request import Request
from sandbox.iam.requested_region import requested_region
from sandbox.iam.statement import Statement

type Context = Mapping[str, str | tuple[str, ...]]
"""Condition keys in lower case and their values: one text, or several."""

REGION_KEY = "aws:requestedregion"
FIXED = (
    "aws:principal",
    "aws:userid",
    "aws:username",
    "aws:resourceaccount",
    "aws:resourceorg",
    "aws:viaawsservice",
    "kms:calleraccount",
    "s3:resourceaccount",
)
"""Keys that follow from the principal and the resource: a probe cannot choose them."""
_OTHER = "something-else"
_EARLY, _LATE = "1970-01-01T00:00:00Z", "2999-12-31T23:59:59Z"
_CONTEXTS = 24
"""Contexts for one resource: each statement suggests a few, and later ones repeat what earlier ones show."""


class Probes:
    """The probes for one principal; what a statement suggests is computed once for all actions that it covers."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self._account = request.principal.account or "111122223333"
        self._resources = IdentityCache(self._named_resources)
        self._friendly = IdentityCache(self._friendly_context)
        self._variants = IdentityCache(self._all_variants)
        self._contexts: dict[tuple[int, ...], tuple[Context, ...]] = {}

    def resources(self, statements: Iterable[Statement]) -> tuple[str, ...]:
        """Return one resource for each pattern that the statements name."""
        return tuple(dict.fromkeys(("*", *(name for statement in statements for name in self._resources(statement)))))

    def contexts(self, statements: Iterable[Statement]) -> tuple[Context, ...]:
        """Return the empty context, a friendly one, and those that make each statement's conditions hold or fail."""
        listed = [statement for statement in statements if statement.conditions]
        key = tuple(map(id, listed))
        found = self._contexts.get(key)
        if found is None:
            distinct: dict[frozenset[tuple[str, object]], Context] = {}
            for context in self._suggested(listed):
                distinct.setdefault(frozenset(context.items()), context)
                if len(distinct) == _CONTEXTS:
                    break
            found = self._contexts[key] = tuple(distinct.values())
        return found

    def contexts_of(self, action: str, resource: str, statements: Iterable[Statement]) -> Iterator[Context]:
        """Yield the contexts whose Region a request can have: that of a global service or a resource is not chosen."""
        region = requested_region(action, resource, self.request.principal.partition)
        contexts = self.contexts(statements)
        return (context for context in contexts if region is None or context.get(REGION_KEY, region) == region)

    def _suggested(self, listed: list[Statement]) -> Iterator[Context]:
        friendly: dict[str, str | tuple[str, ...]] = {}
        for statement in sorted(listed, key=lambda statement: statement.deny):
            friendly.update(self._friendly(statement))
        yield {}
        yield friendly
        for statement in listed:
            for chosen in self._variants(statement):
                yield chosen
                yield {**friendly, **chosen}

    def _named_resources(self, statement: Statement) -> tuple[str, ...]:
        patterns = chain(statement.resources or (), _resolved(statement, self.request))
        return tuple(sample(pattern, self._account) for pattern in patterns)

    def _friendly_context(self, statement: Statement) -> Context:
        """Return a context in which all conditions of an Allow hold, or none of a Deny."""
        places = range(len(statement.conditions))
        return _chosen(statement, self.request, failing=places if statement.deny else ())

    def _all_variants(self, statement: Statement) -> tuple[Context, ...]:
        """Return a context in which all conditions hold; and for each condition, one in which all others hold."""
        places = range(len(statement.conditions))
        return tuple(_chosen(statement, self.request, failing) for failing in ((), *((place,) for place in places)))


def sample(pattern: Pattern, account: str) -> str:
    """Return a text that fits a pattern; where an ARN leaves the account open, the principal's own."""
    text = "".join(piece.value if isinstance(piece, Wild) else piece for piece in pattern)
    parts = text.split(":", 5)
    if len(parts) == 6:  # noqa: PLR2004 - an ARN
        parts[3] = parts[3].replace("*", "us-east-1")
        parts[4] = account if "*" in parts[4] else parts[4]
        text = ":".join(parts)
    return text if text == "*" else text.replace("*", "any").replace("?", "x")


def _chosen(statement: Statement, request: Request, failing: Container[int]) -> Context:
    """Return values under which the conditions hold, except those at the given indices."""
    chosen: dict[str, str | tuple[str, ...]] = {}
    for place, condition in enumerate(statement.conditions):
        chosen.update(_satisfying(condition, request, hold=place not in failing))
    return chosen


def _satisfying(condition: Condition, request: Request, *, hold: bool) -> Context:
    """Return values under which a condition holds, or fails; empty where a missing key does that, or no value can."""
    key = condition.key.lower()
    if key.startswith(FIXED) or condition.holds is None:
        return {}
    if condition.operator == "Null":
        return {key: "present"} if (condition.wanted == ("false",)) is hold else {}
    if "Than" in condition.operator:
        chosen = _outside(condition, above=("Greater" in condition.operator) is hold)
        return {} if chosen is None else {key: chosen}
    negated = "Not" in condition.operator
    wanted = _value(condition, request)
    chosen = wanted if hold is not negated else _unlike(condition, wanted)
    return {} if chosen is None else {key: chosen}


def _value(condition: Condition, request: Request) -> str | None:
    for template in condition.templates:
        pattern = template.resolve(request.single)
        return sample(pattern, request.principal.account or "") if pattern is not None else None
    if not condition.wanted:
        return None
    text = condition.wanted[0]
    if "IpAddress" in condition.operator:
        try:
            return str(ipaddress.ip_network(text, strict=False)[0])
        except ValueError:
            return None
    if "Like" in condition.operator or "Arn" in condition.operator:
        return text.replace("*", "any").replace("?", "x")
    return text


def _outside(condition: Condition, *, above: bool) -> str | None:
    """Return a value above, or below, all values that the condition compares with."""
    if "Date" in condition.operator:
        return _LATE if above else _EARLY
    try:
        numbers = [Decimal(value) for value in condition.wanted]
    except InvalidOperation:
        return None
    return str(max(numbers) + 1 if above else min(numbers) - 1) if numbers else None


def _unlike(condition: Condition, value: str | None) -> str | None:
    if "Bool" in condition.operator:
        return "false" if value == "true" else "true"
    if "Numeric" in condition.operator:
        return "0" if value != "0" else "1"
    if "IpAddress" in condition.operator:
        return "192.0.2.1"
    if "Date" in condition.operator:
        return _EARLY
    if "Arn" in condition.operator:
        return "arn:aws:iam::111122223333:role/another"
    return _OTHER


def _resolved(statement: Statement, request: Request) -> Iterator[Pattern]:
    for template in statement.templates:
        pattern = template.resolve(request.single)
        if pattern is not None:
            yield pattern
