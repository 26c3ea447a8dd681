"""Amazon CloudWatch Logs: metric filters with one state, where moto keeps two."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"
