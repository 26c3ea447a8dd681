"""API Gateway, HTTP and WebSocket APIs: as moto has it."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "moto"
