"""Inspector policies: which scans are on, and where.

The grammar below the top-level key is checked for its operators alone.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Open, check_document

KIND = "INSPECTOR_POLICY"
TOP = "inspector"
SHAPE = Open()


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless it has the top-level key and the operators are used rightly."""
    check_document(document, TOP, SHAPE)
