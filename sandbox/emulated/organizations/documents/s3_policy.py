"""S3 policies: the block of public access for all buckets of an account.

Source: orgs_manage_policies_s3_syntax.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Setting, check_document

KIND = "S3_POLICY"
TOP = "s3_attributes"

SHAPE = Group({"public_access_block_configuration": Setting(values=("all", "none"))})


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
