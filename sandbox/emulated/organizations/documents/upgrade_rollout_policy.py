"""Upgrade rollout policies: in which order resources take automatic upgrades.

The grammar below the top-level key is checked for its operators alone.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Open, check_document

KIND = "UPGRADE_ROLLOUT_POLICY"
TOP = "upgrade_rollout"
SHAPE = Open()


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless it has the top-level key and the operators are used rightly."""
    check_document(document, TOP, SHAPE)
