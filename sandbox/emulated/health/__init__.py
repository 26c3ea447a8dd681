"""AWS Health: the events of lost Direct Connect lines; the organization's views are not offered."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
