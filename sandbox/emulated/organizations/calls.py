"""How a call of the service is answered: input checked, caller's right checked, then the operation's own function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any

from sandbox.emulated.operation import Handler, operation
from sandbox.emulated.organizations import input_check, store
from sandbox.emulated.organizations.rules import authority, faults
from sandbox.emulated.organizations.rules.model import Organization, OrganizationsState
from sandbox.emulated.paging import NotAToken, page

_PAGE = 20


@dataclass(frozen=True)
class Call:
    """One call, with what its function needs to answer."""

    account: str
    request: dict[str, Any]
    world: OrganizationsState
    now: datetime
    own: Organization | None
    """The caller's organization; None where the operation can do without one."""
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    """What is done once the state is no longer locked, as it calls other services."""

    @property
    def organization(self) -> Organization:
        """The caller's organization, which is there by the operation's rules."""
        if self.own is None:
            raise faults.not_in_use()
        return self.own

    def paged[Item](self, key: str, items: Iterable[Item], view: Callable[[Item], Any]) -> dict[str, Any]:
        """A page of a list, as the service answers it."""
        size = self.request.get("MaxResults") or _PAGE
        try:
            shown, rest = page(list(items), self.request.get("NextToken"), size)
        except NotAToken as error:
            raise faults.invalid("INVALID_NEXT_TOKEN", "The NextToken was not given by this operation.") from error
        answer: dict[str, Any] = {key: [view(item) for item in shown]}
        return answer | {"NextToken": rest} if rest else answer


type Answer = Callable[[Call], dict[str, Any]]


def organizations_operation(name: str) -> Callable[[Answer], Handler]:
    """Declare a function as the answer to an operation of Organizations."""

    def mark(function: Answer) -> Handler:
        @operation(name)
        @wraps(function)
        def answer(context: Any, request: dict[str, Any]) -> dict[str, Any]:
            if context.operation.input_shape is not None:
                input_check.check(context.operation.input_shape, request)
            with store.LOCK:
                moment = store.now()
                world = store.current_world(moment)
                own = authority.organization_for(world, context.account_id, name, request)
                call = Call(context.account_id, request, world, moment, own)
                response = function(call)
            for step in call.afterwards:
                step()
            return response

        return answer

    return mark
