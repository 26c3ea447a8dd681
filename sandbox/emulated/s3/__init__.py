"""Amazon S3: canonical users, Object Ownership and access control lists, which LocalStack stores without effect."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "localstack"
