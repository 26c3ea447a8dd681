"""Which names resolve in which VPC, whoever owns the zone and whoever owns the VPC?"""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"

NOTES = ("Changes are in sync at once. Nothing answers DNS queries.",)
