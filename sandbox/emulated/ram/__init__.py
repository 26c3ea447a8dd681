"""AWS Resource Access Manager: resource shares between accounts."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"

NOTES = (
    "Subnets, security groups, prefix lists, transit gateways and resolver rules must be there before they are shared.",
    "Shared transit gateways, prefix lists and resolver rules can be used; RAM alone lists what else is shared.",
    "AWS's managed permissions name the actions that matter; AWS's own documents name more.",
)
