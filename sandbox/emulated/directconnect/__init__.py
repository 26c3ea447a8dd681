"""AWS Direct Connect: what did the customer order, which interfaces run on it, and which gateways do they reach?"""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
