"""AWS Direct Connect: connections, virtual interfaces and gateways."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
