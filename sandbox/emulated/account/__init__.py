"""What is an account called? Its own name, which the organization's management account may change too."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
