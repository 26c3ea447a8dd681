"""What is a guardrail? A named policy of the organization, with its reason; each lives in a file of `guardrails/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from accounts.document import Document
from sandbox.estate.model import Estate

Kind = Literal["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]
"""A service control policy limits the organization's principals, a resource control policy guards its resources."""


@dataclass(frozen=True)
class Ground:
    """What a guardrail's document is made from: the estate, and ids that only AWS gives."""

    estate: Estate
    organization_id: str
    account_ids: Mapping[str, str]
    """Account name -> id."""


@dataclass(frozen=True)
class Guardrail:
    """One policy of the organization: what it is called, why it is there, and what it says."""

    name: str
    kind: Kind
    why: str
    reference: str
    """The AWS page that it rests on."""
    document: Callable[[Ground], Document]


class GuardrailUnknown(Exception):
    """The estate attaches a guardrail that no file of `accounts/guardrails/` defines."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"guardrail {name} is not known; the estate may attach {', '.join(known)}")
        self.name = name
        self.known = known
