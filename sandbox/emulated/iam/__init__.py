"""What must hold in IAM between accounts, which LocalStack keeps apart? Account aliases are unique in the world."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"
