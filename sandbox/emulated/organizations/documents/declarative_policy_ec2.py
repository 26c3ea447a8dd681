"""Declarative policies for EC2: account attributes that hold for every principal.

Source: orgs_manage_policies_declarative_syntax.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Open, Setting, check_document

KIND = "DECLARATIVE_POLICY_EC2"
TOP = "ec2_attributes"

_SWITCH = Setting(values=("enabled", "disabled"))

SHAPE = Group(
    {
        "exception_message": Setting(),
        "vpc_block_public_access": Group(
            {
                "internet_gateway_block": Group(
                    {
                        "mode": Setting(values=("off", "block_ingress", "block_bidirectional")),
                        "exclusions_allowed": _SWITCH,
                    }
                )
            }
        ),
        "serial_console_access": Group({"status": _SWITCH}),
        "image_block_public_access": Group({"state": Setting(values=("unblocked", "block_new_sharing"))}),
        "allowed_images_settings": Group(
            {
                "state": Setting(values=("enabled", "disabled", "audit_mode")),
                "image_criteria": Group(others=Open()),
            }
        ),
        "instance_metadata_defaults": Group(
            {
                "http_tokens": Setting(values=("no_preference", "required", "optional")),
                "http_tokens_enforced": Setting(values=("no_preference", "enabled", "disabled")),
                "http_put_response_hop_limit": Setting(),
                "http_endpoint": Setting(values=("no_preference", "enabled", "disabled")),
                "instance_metadata_tags": Setting(values=("no_preference", "enabled", "disabled")),
            }
        ),
        "snapshot_block_public_access": Group(
            {"state": Setting(values=("unblocked", "block_new_sharing", "block_all_sharing"))}
        ),
    }
)


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
