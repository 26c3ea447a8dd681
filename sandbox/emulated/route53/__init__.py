"""Amazon Route 53: private hosted zones and their VPCs, also of other accounts."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"

NOTES = ("Changes are in sync at once. Nothing answers DNS queries.",)
