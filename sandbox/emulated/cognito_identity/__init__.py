"""Cognito identity pools: as moto has it."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "moto"
