"""One compiled statement, and whether it applies to a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sandbox.iam.conditions import Condition
from sandbox.iam.glob import ANYTHING, Matcher, Pattern, matcher
from sandbox.iam.principals import Grade, Principals
from sandbox.iam.relative_resource import RELATIVE, relative_name
from sandbox.iam.request import Request
from sandbox.iam.variables import Template

type Check = Callable[[Request], bool]

_USER_ID = "aws:userid"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, its elements compiled once.

    `problems` name what cannot be understood; such a statement is never taken as speaking for an allow, and where
    the rest of it fits the request it makes the answer not evaluable.
    """

    policy: int
    """Place of its document in the set."""
    index: int
    """Place in its document."""
    sid: str | None
    deny: bool
    actions: tuple[Pattern, ...]
    not_action: bool
    resources: tuple[Pattern, ...] | None
    """None where the statement has no Resource element at all."""
    templates: tuple[Template, ...]
    not_resource: bool
    principals: Principals | None
    not_principal: bool
    conditions: tuple[Condition, ...]
    problems: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    """Elements with an empty list, so that the statement applies to no request."""
    covers_resource: Check = field(init=False, compare=False)
    holds: Check = field(init=False, compare=False)
    """Whether Resource and Condition match a request: the rest of the statement beside action and principal."""
    _names_action: Matcher = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_names_action", matcher(self.actions))
        object.__setattr__(self, "covers_resource", self._resource_check())
        object.__setattr__(self, "holds", self._check())

    @classmethod
    def broken(cls, policy: int, index: int, problem: str) -> Statement:
        """Return a statement of which nothing can be read, so that it may apply to any request."""
        return cls(
            policy=policy,
            index=index,
            sid=None,
            deny=True,
            actions=(ANYTHING,),
            not_action=False,
            resources=None,
            templates=(),
            not_resource=False,
            principals=None,
            not_principal=False,
            conditions=(),
            problems=(problem,),
        )

    @property
    def always_holds(self) -> bool:
        """Whether it has neither a resource nor a condition to match."""
        return self.holds is _always

    @property
    def tests_unique_id(self) -> bool:
        """Whether it names principals by unique id, or tests aws:userid."""
        if self.principals and self.principals.unique_ids:
            return True
        return any(key.lower() == _USER_ID for key in self.condition_keys)

    @property
    def condition_keys(self) -> Iterator[str]:
        """The condition keys that its conditions test, and that policy variables take their values of."""
        for condition in self.conditions:
            yield from condition.condition_keys
        for template in self.templates:
            yield from template.keys

    def covers_action(self, action: str) -> bool:
        """Return whether Action (or NotAction) covers an action, given in lower case."""
        if not self.actions:
            return True  # unreadable, and so among the problems: it may cover anything; or empty, and never holds
        return self._names_action(action) is not self.not_action

    def grade(self, request: Request, *, bounded: bool) -> Grade:
        """Return how directly it names the caller; DIRECT where the kind of policy names no principals.

        `bounded`: the caller has a permission boundary, which a Deny with NotPrincipal always hits.
        """
        if self.principals is None:
            return Grade.DIRECT
        if not self.not_principal:
            return self.principals.grade(request)
        if self.deny and bounded:
            return Grade.DIRECT
        return Grade.NONE if self.principals.excludes(request, deny=self.deny) else Grade.DIRECT

    def _resource_check(self) -> Check:
        if self.empty:
            return _never
        if self.resources is None or (not self.resources and not self.templates):
            return _always
        known = _with_relative(matcher(self.resources), self.resources)
        wanted = not self.not_resource
        if not self.templates:
            if ANYTHING in self.resources:
                return _always if wanted else _never
            return lambda request: known(request.resource) is wanted
        templates = self.templates

        def check(request: Request) -> bool:
            resource = request.resource
            if known(resource):
                return wanted
            resolved = (template.resolve(request.single) for template in templates)
            found = any(
                pattern is not None and _with_relative(matcher((pattern,)), (pattern,))(resource)
                for pattern in resolved
            )
            return found is wanted

        return check

    def _check(self) -> Check:
        """Return the cheapest form of resource and all readable conditions in one call."""
        checks = [condition.holds for condition in self.conditions if condition.holds]
        if self.covers_resource is not _always:
            checks.insert(0, self.covers_resource)
        if not checks:
            return _always
        if len(checks) == 1:
            return checks[0]
        if len(checks) == 2:  # noqa: PLR2004 - the common case, unrolled for speed
            first, second = checks
            return lambda request: first(request) and second(request)
        return lambda request: all(check(request) for check in checks)


def _with_relative(known: Matcher, patterns: tuple[Pattern, ...]) -> Matcher:
    """Return a matcher that also compares the relative names of an API's resources, where a pattern is relative."""
    if not any(pattern and isinstance(pattern[0], str) and pattern[0].startswith(RELATIVE) for pattern in patterns):
        return known

    def matches(resource: str) -> bool:
        name = relative_name(resource)
        return known(resource) or (name is not None and known(name))

    return matches


def _always(_: Request) -> bool:
    return True


def _never(_: Request) -> bool:
    return False
