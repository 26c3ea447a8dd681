"""Who answers a VPC's questions for names: resolver endpoints, and rules that other accounts' VPCs may follow."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"

NOTES = ("Endpoints speak plain DNS over IPv4; other protocols are refused by name. Nothing answers DNS queries.",)
