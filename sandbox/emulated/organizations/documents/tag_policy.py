"""Tag policies: the case of tag keys, their values, and where they are enforced.

Source: orgs_manage_policies_example-tag-policies.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Setting, check_document

KIND = "TAG_POLICY"
TOP = "tags"

SHAPE = Group(
    others=Group(
        {
            "tag_key": Setting(),
            "tag_value": Setting(many=True),
            "enforced_for": Setting(many=True),
            "report_required_tag_for": Setting(many=True),
        }
    )
)


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
