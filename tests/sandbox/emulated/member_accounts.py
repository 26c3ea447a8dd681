"""Member accounts of an organization in the engine."""

import time
from typing import Any


def create_account(organizations: Any, name: str, email: str) -> str:
    """Create an account with a client of Organizations and wait until it exists; return its id."""
    status = organizations.create_account(AccountName=name, Email=email)["CreateAccountStatus"]
    while status["State"] == "IN_PROGRESS":
        time.sleep(0.05)
        found = organizations.describe_create_account_status(CreateAccountRequestId=status["Id"])
        status = found["CreateAccountStatus"]
    return str(status["AccountId"])
