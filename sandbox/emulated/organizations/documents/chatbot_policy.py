"""Chat applications policies: which chat clients may reach the accounts, and how.

Source: orgs_manage_policies_chatbot_syntax.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Setting, check_document

KIND = "CHATBOT_POLICY"
TOP = "chatbot"

_CLIENT = Setting(values=("enabled", "disabled"))
_MANY = Setting(many=True)
_CHANNELS = Group(
    {
        "supported_channel_types": Setting(many=True, values=("public", "private")),
        "supported_role_settings": Setting(many=True, values=("user_role", "channel_role")),
    }
)

SHAPE = Group(
    {
        "default": Group({"client": _CLIENT}),
        "platforms": Group(
            {
                "slack": Group(
                    {
                        "client": _CLIENT,
                        "workspaces": _MANY,
                        "default": _CHANNELS,
                        "overrides": Group(others=_CHANNELS),
                    }
                ),
                "microsoft_teams": Group(
                    {
                        "client": _CLIENT,
                        "tenants": Group(others=_MANY),
                        "default": _CHANNELS,
                        "overrides": Group(others=Group(others=_CHANNELS)),
                    }
                ),
                "chime": Group({"client": _CLIENT}),
            }
        ),
    }
)


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
