"""Network security director policies: where networks are watched.

The grammar below the top-level key is checked for its operators alone.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Open, check_document

KIND = "NETWORK_SECURITY_DIRECTOR_POLICY"
TOP = "network_security_director"
SHAPE = Open()


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless it has the top-level key and the operators are used rightly."""
    check_document(document, TOP, SHAPE)
