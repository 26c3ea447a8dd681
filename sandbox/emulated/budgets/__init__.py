"""What do accounts plan to spend, and who hears when it is more? Budgets, notifications, subscribers."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
