"""Inspector policies: which scans are on, and in which Regions.

Source: orgs_manage_policies_inspector_syntax.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Setting, check_document

KIND = "INSPECTOR_POLICY"
TOP = "inspector"

_REGIONS = {"enable_in_regions": Setting(many=True), "disable_in_regions": Setting(many=True)}
_SCAN = Group(_REGIONS)

SHAPE = Group(
    {
        "enablement": Group(
            {
                "ec2_scanning": _SCAN,
                "ecr_scanning": _SCAN,
                "code_repository_scanning": _SCAN,
                "lambda_standard_scanning": Group(_REGIONS | {"lambda_code_scanning": _SCAN}),
            }
        )
    }
)


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
