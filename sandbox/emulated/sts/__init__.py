"""What does STS decide that LocalStack lets pass? Who may become which role."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"
