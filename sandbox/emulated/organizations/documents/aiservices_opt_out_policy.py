"""AI services opt-out policies: whether a service may keep content to improve itself.

Source: orgs_manage_policies_ai-opt-out_syntax.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Setting, check_document

KIND = "AISERVICES_OPT_OUT_POLICY"
TOP = "services"

SHAPE = Group(others=Group({"opt_out_policy": Setting(values=("optIn", "optOut"))}))


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
