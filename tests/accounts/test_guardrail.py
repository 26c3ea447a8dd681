"""The guardrail class, and the error for an unknown guardrail."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from accounts.document import document
from accounts.guardrail import Guardrail, GuardrailContext, GuardrailUnknown
from sandbox.estate import Estate


def test_an_unknown_guardrail_is_refused_with_the_known_ones() -> None:
    unknown = GuardrailUnknown("deny-leavin", ("allowed-regions", "deny-leaving"))
    assert str(unknown) == ("guardrail deny-leavin is unknown; the known ones are allowed-regions, deny-leaving")
    assert (unknown.name, unknown.known) == ("deny-leavin", ("allowed-regions", "deny-leaving"))


def test_a_guardrail_makes_its_document_from_the_context(estate: Estate) -> None:
    example = Guardrail(
        name="only-here",
        kind="SERVICE_CONTROL_POLICY",
        why="to try",
        reference="https://docs.aws.amazon.com/",
        document=lambda context: document({"Resource": context.account_ids["mobile"], "Sid": context.organization_id}),
    )
    made = example.document(GuardrailContext(estate, "o-1", {"mobile": "200000000005"}))
    assert made["Statement"] == [{"Resource": "200000000005", "Sid": "o-1"}]
    with pytest.raises(FrozenInstanceError):
        example.name = "other"  # type: ignore[misc]
