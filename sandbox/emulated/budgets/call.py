"""One call to Budgets."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.budgets.account_budgets import AccountBudgets, invalid
from sandbox.emulated.errors import AwsError
from sandbox.emulated.input_check import check_types
from sandbox.emulated.service_call import Paging, ServiceCall, invalid_next_token
from sandbox.emulated.shape_check import violations


class BudgetsCall(ServiceCall[AccountBudgets]):
    """A call about the budgets of the caller's account; 100 is the default `MaxResults` of the API Reference."""

    paging = Paging(bad_token=invalid_next_token, size=100)

    def check(self, model: Any) -> None:
        """Raise for an input that AWS's model does not allow, and for another account's budgets."""
        check_types(self, model)
        for violation in violations(model.input_shape, self.request):
            raise invalid(f"{violation}.")
        owner = self.request.get("AccountId") or self.request["ResourceARN"].split(":")[4]
        if owner != self.account:
            raise AwsError("AccessDeniedException", f"Account {self.account} has no access to this budget.")
