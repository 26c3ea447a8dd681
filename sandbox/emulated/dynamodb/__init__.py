"""DynamoDB, without the Java that LocalStack's own would download: as moto has it."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "moto"
