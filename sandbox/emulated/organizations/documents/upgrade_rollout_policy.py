"""Upgrade rollout policies: in which order resources take automatic upgrades, by default and by their tags.

Source: orgs_manage_policies_upgrade_syntax.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Setting, check_document

KIND = "UPGRADE_ROLLOUT_POLICY"
TOP = "upgrade_rollout"

_ORDER = Group({"patch_order": Setting(values=("first", "second", "last"))})

SHAPE = Group({"default": _ORDER, "tags": Group(others=Group({"tag_values": Group(others=_ORDER)}))})


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
