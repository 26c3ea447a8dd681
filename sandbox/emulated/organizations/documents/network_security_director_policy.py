"""Network security director policies: in which Regions networks are scanned.

Source: orgs_manage_policies_network_security_director_syntax.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Setting, check_document

KIND = "NETWORK_SECURITY_DIRECTOR_POLICY"
TOP = "network_security_director"

_REGIONS = Setting(many=True)

SHAPE = Group(
    {
        "enablement": Group(
            {"network_security_scan": Group({"enable_in_regions": _REGIONS, "disable_in_regions": _REGIONS})}
        )
    }
)


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
