"""AWS's policy checks that are answered: each issue with its type and AWS's text, and the names of the others.

Reference: IAM user guide, access-analyzer-reference-policy-checks ("Issue code", "Finding type", "Finding details").
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"
_ANCHOR = "access-analyzer-reference-policy-checks"
_KINDS = {
    "ERROR": "error",
    "SECURITY_WARNING": "security-warning",
    "WARNING": "general-warning",
    "SUGGESTION": "suggestion",
}


@dataclass(frozen=True, slots=True)
class Issue:
    """One policy check."""

    code: str
    type: str
    """ERROR, SECURITY_WARNING, WARNING or SUGGESTION."""
    text: str
    """With the names of what is filled in, in braces."""

    @property
    def link(self) -> str:
        """Return the section of the page about the check."""
        return f"{_PAGE}#{_ANCHOR}-{_KINDS[self.type]}-{self.code.lower().replace('_', '-')}"


def _read() -> dict[str, Issue]:
    with Path(__file__).with_name("issues.tsv").open(newline="") as rows:
        return {row["code"]: Issue(**row) for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)}


ISSUES: Mapping[str, Issue] = _read()
"""By code."""

NOT_CHECKED: tuple[str, ...] = (
    "CONFIRM_AUDIENCE_CLAIM_TYPE",
    "DEPRECATED_GLOBAL_CONDITION_KEY",
    "EQUIVALENT_TO_NULL_FALSE",
    "EQUIVALENT_TO_NULL_TRUE",
    "INVALID_KMS_KEY_VALUE",
    "INVALID_SERVICE",
    "IRRELEVANT_CONDITION_KEY_IN_POLICY",
    "MISSING_ACTION_FOR_CONDITION_KEY",
    "MISSING_ARN_ACCOUNT",
    "MISSING_ARN_REGION",
    "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
    "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
    "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
    "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
    "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
    "SCP_SYNTAX_ERROR_ACTION_WILDCARD",
    "TYPE_MISMATCH_STRING",
    "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
    "UNSUPPORTED_SYMBOL_IN_VARIABLE",
    "UNTRUSTWORTHY_CONDITION_KEY",
    "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
    "VARIABLE_USAGE_TOO_PERMISSIVE",
    "WILDCARD_USAGE_TOO_PERMISSIVE",
)
"""Codes of AWS's page that are never found here."""
