"""Kinesis, without the Node.js server that LocalStack's own would download: as moto has it."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "moto"
