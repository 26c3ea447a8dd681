"""One call of an operation of an emulated service, with everything that its function needs.

This module does not import LocalStack: an operation is a function of a `ServiceCall`, which a test can make itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from types import TracebackType
from typing import Any, ClassVar, Self

from sandbox.emulated.errors import AwsError, NotEmulatedError
from sandbox.emulated.paging import NotAToken, page

type Values = dict[str, Any]
"""A request or a response, as boto3 shows it."""


def engine_clock() -> datetime:
    """Return the current time, to the millisecond: AWS's APIs have no finer times."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def random_digits(count: int) -> str:
    """Return so many random hexadecimal digits."""
    return secrets.token_hex((count + 1) // 2)[:count]


@dataclass(frozen=True, kw_only=True)
class Paging:
    """How a service pages its lists: its members' names, the size of a page and the errors of wrong values."""

    bad_token: Callable[[str], AwsError]
    """Make the error for a token that this service did not make."""
    size: int = 100
    """Items of a page where the request does not limit them."""
    check_size: Callable[[int], None] = lambda _size: None
    """Raise the service's error for a page size that is not valid."""
    token_member: str = "NextToken"  # noqa: S105 - a member's name
    size_member: str = "MaxResults"


def invalid_next_token(_token: str) -> AwsError:
    """Make the error by which most services refuse a pagination token."""
    return AwsError("InvalidNextTokenException", "The pagination token is invalid.")


@dataclass(kw_only=True)
class ServiceCall[State]:
    """One call; clock and randomness are passed in."""

    paging: ClassVar[Paging] = Paging(bad_token=invalid_next_token)

    account: str
    region: str
    partition: str = "aws"
    service: str = ""
    """botocore's name of the service."""
    operation: str = ""
    request: Values = field(default_factory=dict)
    open_state: Callable[[Self], AbstractContextManager[State]]
    """Lock and give the service's state for the rest of the call."""
    base: Callable[[Values], Values | None] | None = None
    """Calls the base of the service: LocalStack's own provider or moto."""
    clock: Callable[[], datetime] = engine_clock
    token: Callable[[int], str] = random_digits
    """Make so many random hexadecimal digits."""
    context: Any = None
    """LocalStack's request context; None outside the engine."""
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    """Steps that call other services, run once the state is unlocked."""
    _open: ExitStack = field(default_factory=ExitStack, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    @cached_property
    def now(self) -> datetime:
        """Return the time of the call, the same for all its changes."""
        return self.clock()

    @property
    def timestamp(self) -> float:
        """Return the time of the call, in seconds since the epoch."""
        return self.now.timestamp()

    @cached_property
    def state(self) -> State:
        """Return the service's state, locked from the first access to the end of the call."""
        return self._open.enter_context(self.open_state(self))

    def uuid(self) -> str:
        """Return a random id in the form of a UUID."""
        digits = self.token(32)
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def inner(self, request: Values | None = None) -> Values:
        """Call the base of the service: LocalStack's own provider, or moto.

        A `request` that differs from the one received is serialized again; change it by making a new dict.
        """
        if self.base is None:
            raise NotEmulatedError(self.service, self.operation)
        response = self.base(self.request if request is None else request)
        return response if response is not None else {}

    def page[Item](
        self,
        member: str,
        items: Iterable[Item],
        view: Callable[[Item], Any] | None = None,
        *,
        paging: Paging | None = None,
    ) -> Values:
        """Return the response of a list operation: the page that the request asks for, and the token of the next.

        `view` gives an item's shape in the API; `paging` replaces the service's own for an operation that differs.
        """
        paging = paging or self.paging
        size = _number(paging.size_member, self.request.get(paging.size_member) or paging.size)
        paging.check_size(size)
        token = self.request.get(paging.token_member)
        try:
            found, following = page(list(items), token, size)
        except NotAToken as wrong:
            raise paging.bad_token(str(token)) from wrong
        response: Values = {member: [view(item) if view else item for item in found]}
        return response | ({paging.token_member: following} if following else {})


def _number(member: str, value: int | str) -> int:
    """Return the size of a page, which the REST protocols give as a text."""
    try:
        return int(value)
    except ValueError as wrong:
        raise AwsError("InvalidInput", f"{member} '{value}' is not a number.") from wrong


type Call = ServiceCall[Any]
"""A call of an operation that uses no state of the service."""


def no_state(_call: Call) -> AbstractContextManager[None]:
    """Open nothing, for a service without state of its own."""
    return nullcontext()
