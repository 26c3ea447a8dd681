"""How a call of the service is answered: input checked, the account checked, then the operation's own function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from threading import RLock
from typing import Any

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossRegionAttribute

from sandbox.emulated.budgets.book import Book, invalid
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import Handler, operation
from sandbox.emulated.paging import NotAToken, page
from sandbox.emulated.shape_check import violations

_LOCK = RLock()

type Answer = Callable[[Book, dict[str, Any]], dict[str, Any]]


class BudgetsStore(BaseStore):
    """One book for each account; the service has no Regions."""

    book: Book = CrossRegionAttribute(default=Book)


budgets_stores = AccountRegionBundle("budgets", BudgetsStore, validate=False)


def now() -> datetime:
    """The engine's clock."""
    return datetime.now(UTC)


def budgets_operation(name: str) -> Callable[[Answer], Handler]:
    """Declare a function as the answer to an operation of Budgets; it gets the account's book and the request."""

    def mark(function: Answer) -> Handler:
        @operation(name)
        @wraps(function)
        def answer(context: Any, request: dict[str, Any]) -> dict[str, Any]:
            for violation in violations(context.operation.input_shape, request):
                raise invalid(f"{violation}.")
            if _account(request) != context.account_id:
                raise AwsError("AccessDeniedException", f"Account {context.account_id} has no access to this budget.")
            with _LOCK:
                return function(budgets_stores[context.account_id]["us-east-1"].book, request)

        return answer

    return mark


def paged(key: str, items: list[Any], request: dict[str, Any]) -> dict[str, Any]:
    """A page of a list, as the service answers it."""
    try:
        shown, rest = page(items, request.get("NextToken"), request.get("MaxResults") or 100)
    except NotAToken as error:
        raise AwsError("InvalidNextTokenException", "The pagination token is invalid.") from error
    return {key: list(shown)} | ({"NextToken": rest} if rest else {})


def _account(request: dict[str, Any]) -> str:
    return str(request.get("AccountId") or request["ResourceARN"].split(":")[4])
