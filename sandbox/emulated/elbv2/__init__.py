"""Elastic Load Balancing, application and network load balancers: as moto has it."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "moto"
