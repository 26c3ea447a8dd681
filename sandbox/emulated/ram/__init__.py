"""Which account may use what another account owns? AWS Resource Access Manager, one truth for all accounts."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
