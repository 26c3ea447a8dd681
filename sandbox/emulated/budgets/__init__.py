"""AWS Budgets: budgets, notifications and subscribers."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
