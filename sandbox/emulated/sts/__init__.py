"""AWS STS: AssumeRole decided by trust policies, which LocalStack does not evaluate."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"
