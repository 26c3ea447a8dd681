"""Fixtures that evaluate requests against the default estate's guardrails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accounts.document import Document
from accounts.guardrail import GuardrailContext
from accounts.guardrails import guardrail
from sandbox.estate import Estate, load
from sandbox.iam import Decision, Kind, Layers, PolicySet, Request, decide

IDS = {
    "security": "200000000001",
    "network": "200000000002",
    "legacy": "200000000003",
    "common": "200000000004",
    "mobile": "200000000005",
    "admin": "200000000006",
    "personalisation": "200000000007",
    "data": "200000000008",
}
ORGANIZATION = "o-abcdefghij"
FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

type Refused = Callable[..., bool]


@pytest.fixture(scope="session")
def estate() -> Estate:
    return load(Path(__file__).parents[2] / "estate.yaml")


@pytest.fixture(scope="session")
def ids() -> dict[str, str]:
    return IDS


@pytest.fixture(scope="session")
def organization_id() -> str:
    return ORGANIZATION


@pytest.fixture
def document_of(estate: Estate) -> Callable[[str], Document]:
    """Return the document of a guardrail for the default estate."""
    return lambda name: guardrail(name).document(GuardrailContext(estate, ORGANIZATION, IDS))


@pytest.fixture
def scp_refuses(document_of: Callable[[str], Document]) -> Callable[[str], Refused]:
    """Return whether a guardrail denies a request: `scp_refuses("deny-leaving")(role, action)`."""

    def with_guardrail(name: str) -> Refused:
        levels = (PolicySet.of([FULL, document_of(name)], Kind.SCP),)
        layers = Layers(identity=PolicySet.of([FULL], Kind.IDENTITY), scps=levels)
        return lambda principal, action, resource="*", context=None: _refused(
            layers, principal, action, resource, context or {}
        )

    return with_guardrail


def session(principal: str) -> str:
    """Return the ARN of a role's session for `mobile/deployer`, of the account's root user for `mobile`."""
    account, _, role = principal.partition("/")
    if not role:
        return f"arn:aws:iam::{IDS[account]}:root"
    return f"arn:aws:sts::{IDS[account]}:assumed-role/{role}/ann"


def _refused(layers: Layers, principal: str, action: str, resource: str, context: dict[str, Any]) -> bool:
    decision = decide(Request.of(session(principal), action, resource, context=context), layers).decision
    assert decision is not Decision.NOT_EVALUABLE
    return decision is Decision.EXPLICIT_DENY
