"""Which trails watch which accounts? Trails of one account, and the organization's that every member sees."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
