"""One call to Budgets."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.budgets.account_budgets import AccountBudgets, invalid
from sandbox.emulated.errors import AwsError
from sandbox.emulated.input_check import check_types
from sandbox.emulated.service_call import Paging, ServiceCall, invalid_next_token
from sandbox.emulated.shape_check import violations

_ARN_PARTS = 6


class BudgetsCall(ServiceCall[AccountBudgets]):
    """A call about the budgets of the caller's account; 100 is the default `MaxResults` of the API Reference."""

    paging = Paging(bad_token=invalid_next_token, size=100)

    def check(self, model: Any) -> None:
        """Raise for an input that AWS's model does not allow, and for another account's budgets."""
        check_types(self, model)
        for violation in violations(model.input_shape, self.request):
            raise invalid(f"{violation}.")
        owner = self.request.get("AccountId") or _account(self.request["ResourceARN"])
        if owner != self.account:
            raise AwsError("AccessDeniedException", f"Account {self.account} has no access to this budget.")


def _account(arn: str) -> str:
    """Return the account of a budget's ARN."""
    parts = arn.split(":", _ARN_PARTS - 1)
    if parts[0] != "arn" or len(parts) < _ARN_PARTS:
        raise invalid(f"ResourceARN '{arn}' is not an ARN.")
    return parts[4]
