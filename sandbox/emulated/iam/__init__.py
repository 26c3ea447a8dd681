"""AWS IAM: what must hold across accounts, such as unique account aliases."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"
