"""AWS Organizations: one organization that every member account sees, its tree and its policies."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
