"""What does CloudWatch Logs keep once where moto keeps it twice? Metric filters."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"
