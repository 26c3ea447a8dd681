"""Route 53 Resolver: resolver endpoints and rules, also those shared with VPCs of other accounts."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"

NOTES = ("Endpoints speak plain DNS over IPv4; other protocols are refused by name. Nothing answers DNS queries.",)
