"""Every guardrail is found by its file, fits the quota of Organizations and states its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from accounts.document import Document, to_json
from accounts.guardrail import GuardrailContext, GuardrailUnknown
from accounts.guardrails import guardrail, known
from sandbox.estate import Estate

QUOTA = 5120
"""Characters of one policy. Some AWS pages state more since 2026, none states less."""

POLICIES_PER_TARGET = 5
"""Policies of one type on a root, unit or account, including AWS's full access policy."""


@pytest.mark.parametrize("name", known())
def test_a_document_fits_the_quota_of_organizations(document_of: Callable[[str], Document], name: str) -> None:
    assert len(to_json(document_of(name))) <= QUOTA


@pytest.mark.parametrize("name", known())
def test_a_guardrail_has_a_reason_and_a_reference(name: str) -> None:
    found = guardrail(name)
    assert found.name == name
    assert 20 < len(found.why) <= 512
    assert found.reference.startswith("https://docs.aws.amazon.com/")


@pytest.mark.parametrize("name", known())
def test_every_statement_denies(document_of: Callable[[str], Document], name: str) -> None:
    assert {statement["Effect"] for statement in document_of(name)["Statement"]} == {"Deny"}


@pytest.mark.parametrize("name", known())
def test_another_account_without_internet_does_not_change_the_document(
    estate: Estate, ids: Mapping[str, str], organization_id: str, document_of: Callable[[str], Document], name: str
) -> None:
    more = estate.model_copy(update={"accounts": estate.accounts | {"returns": estate.accounts["admin"]}})
    document = guardrail(name).document(GuardrailContext(more, organization_id, {**ids, "returns": "200000000099"}))
    assert document == document_of(name)


def test_an_undefined_guardrail_is_refused_by_name() -> None:
    with pytest.raises(GuardrailUnknown, match="guardrail be-nice is unknown; the known ones are allowed-regions"):
        guardrail("be-nice")


def test_the_default_estate_attaches_no_more_policies_than_a_target_allows(estate: Estate) -> None:
    for names in (estate.guardrails.root, *estate.guardrails.units.values()):
        kinds = [guardrail(name).kind for name in names]
        assert all(kinds.count(kind) + 1 <= POLICIES_PER_TARGET for kind in kinds)
