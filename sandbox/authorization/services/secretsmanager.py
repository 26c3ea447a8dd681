"""Secrets Manager: a secret's ARN ends with six characters that its name does not have.

Reference: Secrets Manager user guide, auth-and-access_iam-policies.
"""

from __future__ import annotations

from sandbox.authorization.service_rules import ServiceRules

RULES = ServiceRules(
    identifiers={"Secret": ("SecretId", "Name")},
    types={"CreateSecret": ("Secret",), "BatchGetSecretValue": ("Secret",)},
    whole_service=frozenset(("BatchGetSecretValue",)),
)
