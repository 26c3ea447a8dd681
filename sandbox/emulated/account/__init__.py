"""AWS Account Management: the account's name, which the organization's management account may change too."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
