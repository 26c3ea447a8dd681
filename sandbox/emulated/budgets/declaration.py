"""The service declaration of Budgets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossRegionAttribute

from sandbox.emulated.budgets.account_budgets import AccountBudgets
from sandbox.emulated.budgets.call import BudgetsCall
from sandbox.emulated.service_declaration import ServiceDeclaration

_LOCK = RLock()


class BudgetsStore(BaseStore):
    """The budgets of each account; the service has no Regions."""

    BUDGETS: AccountBudgets = CrossRegionAttribute(default=AccountBudgets)


_stores = AccountRegionBundle("budgets", BudgetsStore, validate=False)


def budgets_of(account: str) -> AccountBudgets:
    """Return the budgets of an account without their lock, for other services that read them."""
    found: AccountBudgets = _stores[account]["us-east-1"].BUDGETS
    return found


@contextmanager
def _open_state(call: BudgetsCall) -> Iterator[AccountBudgets]:
    with _LOCK:
        yield _stores[call.account]["us-east-1"].BUDGETS


DECLARATION = ServiceDeclaration(make_call=BudgetsCall, open_state=_open_state, check=BudgetsCall.check)
