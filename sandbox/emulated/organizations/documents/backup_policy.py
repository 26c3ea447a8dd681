"""Backup policies: plans of rules, and selections of resources.

Source: orgs_manage_policies_backup_syntax.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Open, Setting, check_document

KIND = "BACKUP_POLICY"
TOP = "plans"

_ONE = Setting()
_MANY = Setting(many=True)
_SWITCH = Setting(values=("true", "false", "enabled", "disabled"))

_LIFECYCLE = Group(
    {
        "move_to_cold_storage_after_days": _ONE,
        "delete_after_days": _ONE,
        "opt_in_to_archive_for_supported_resources": _SWITCH,
    }
)
_TAGS = Group(others=Group({"tag_key": _ONE, "tag_value": _ONE}, required=("tag_key", "tag_value")))

_RULE = Group(
    {
        "schedule_expression": _ONE,
        "schedule_expression_timezone": _ONE,
        "start_backup_window_minutes": _ONE,
        "complete_backup_window_minutes": _ONE,
        "target_backup_vault_name": _ONE,
        "target_logically_air_gapped_backup_vault_arn": _ONE,
        "enable_continuous_backup": _SWITCH,
        "lifecycle": _LIFECYCLE,
        "copy_actions": Group(others=Group({"target_backup_vault_arn": _ONE, "lifecycle": _LIFECYCLE})),
        "recovery_point_tags": _TAGS,
        "index_actions": Group({"resource_types": _MANY}),
        "scan_actions": Open(),
    },
    required=("target_backup_vault_name",),
)

_SELECTIONS = Group(
    {
        "tags": Group(
            others=Group(
                {"iam_role_arn": _ONE, "tag_key": _ONE, "tag_value": _MANY, "conditions": Open()},
                required=("iam_role_arn", "tag_key", "tag_value"),
            )
        ),
        "resources": Group(
            others=Group(
                {"iam_role_arn": _ONE, "resource_types": _MANY, "not_resource_types": _MANY, "conditions": Open()},
                required=("iam_role_arn", "resource_types"),
            )
        ),
    }
)

SHAPE = Group(
    others=Group(
        {
            "regions": _MANY,
            "rules": Group(others=_RULE),
            "backup_plan_tags": _TAGS,
            "advanced_backup_settings": Group({"ec2": Group({"windows_vss": _SWITCH})}),
            "selections": _SELECTIONS,
            "scan_settings": Open(),
        },
        required=("regions", "rules", "selections"),
    )
)


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
