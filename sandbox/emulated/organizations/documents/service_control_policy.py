"""Service control policies: IAM's whole language since September 2025, without principals.

Source: orgs_manage_policies_scps_syntax, as of 2026-05-15.
"""

from typing import Any

from sandbox.emulated.organizations.documents.statements import Grammar, check_statements

KIND = "SERVICE_CONTROL_POLICY"

_GRAMMAR = Grammar(
    elements=("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"),
    effects=("Allow", "Deny"),
    lone_wildcard_action=True,
)


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_statements(document, _GRAMMAR)
