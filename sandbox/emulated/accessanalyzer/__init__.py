"""IAM Access Analyzer: policy validation, checks of policies, and analyzers of external and unused access."""

from typing import Literal

BASE: Literal["moto", "localstack", "none"] = "none"

NOTES = (
    "External access: buckets, roles, queues, topics, functions, keys, secrets, repositories; every read analyzes.",
    "Unused access: from the calls that the sandbox authorized, by users and roles older than the analyzer's age.",
    "Checks of policies take what they do not decide exactly, such as the values of policy variables, as a grant.",
    "ValidatePolicy finds most checks of AWS's page; `NOT_CHECKED` in `validation/issues.py` names the others.",
)
