"""IAM Access Analyzer: policy validation, checks of policies, and analyzers of external and unused access."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"
