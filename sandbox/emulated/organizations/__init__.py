"""What is AWS Organizations? One organization that every member account sees, its tree, its policies."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
