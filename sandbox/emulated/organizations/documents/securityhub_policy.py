"""Security Hub policies: in which Regions it is on and off.

Source: orgs_manage_policies_security_hub_syntax.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Setting, check_document

KIND = "SECURITYHUB_POLICY"
TOP = "securityhub"

SHAPE = Group({"enable_in_regions": Setting(many=True), "disable_in_regions": Setting(many=True)})


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
