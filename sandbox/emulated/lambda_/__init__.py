"""AWS Lambda: permissions of function URLs, whose condition LocalStack drops."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"
