"""The guardrail: a named policy of the organization with its reason, one file each in `guardrails/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from accounts.document import Document
from sandbox.estate import Estate

Kind = Literal["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]
"""A service control policy limits principals of the organization, a resource control policy access to its resources."""


@dataclass(frozen=True)
class GuardrailContext:
    """The input of a guardrail's document: the estate, and ids that only AWS assigns."""

    estate: Estate
    organization_id: str
    account_ids: Mapping[str, str]
    """Account name -> id."""


@dataclass(frozen=True)
class Guardrail:
    """A policy of the organization: its name, its reason and its document."""

    name: str
    kind: Kind
    why: str
    reference: str
    """The page of AWS's documentation."""
    document: Callable[[GuardrailContext], Document]


class GuardrailUnknown(Exception):
    """The estate attaches a guardrail that no file of `accounts/guardrails/` defines."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"guardrail {name} is unknown; the known ones are {', '.join(known)}")
        self.name = name
        self.known = known
