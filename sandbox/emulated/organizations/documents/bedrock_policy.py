"""Bedrock policies: guardrails of every inference, Region by Region.

Source: orgs_manage_policies_bedrock_syntax; `input_tags` is what the page had before May 2026.
"""

from typing import Any

from sandbox.emulated.organizations.documents.shape import Group, Setting, check_document

KIND = "BEDROCK_POLICY"
TOP = "bedrock"

_GUARDING = Setting(values=("selective", "comprehensive"))
_MODELS = Setting(many=True)

_CONFIGURATION = Group(
    {
        "identifier": Setting(),
        "input_tags": Setting(values=("honor", "ignore")),
        "selective_content_guarding": Group({"system": _GUARDING, "messages": _GUARDING}),
        "model_enforcement": Group({"included_models": _MODELS, "excluded_models": _MODELS}),
    },
    required=("identifier",),
)

SHAPE = Group({"guardrail_inference": Group(others=Group(others=_CONFIGURATION))})


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it."""
    check_document(document, TOP, SHAPE)
