"""What does a network look like, in which VPC and account? EC2 with what LocalStack's lacks or has wrong."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"
