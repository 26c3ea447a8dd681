"""IAM Access Analyzer: policy validation, checks of policies, and analyzers of external and unused access."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"

NOTES = (
    "Checks of policies take what they do not decide exactly, such as the values of policy variables, as a grant.",
    "ValidatePolicy finds most checks of AWS's page; `NOT_CHECKED` in `validation/issues.py` names the others.",
)
