"""How strictly the gateway checks callers: a setting of the project that `sandbox up` sends to the engine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """What happens to a call that AWS would refuse."""

    ENFORCE = "enforce"
    AUDIT = "audit"
    """It is executed, and the refusal is logged."""
    OFF = "off"
    """It is not examined."""


@dataclass(frozen=True)
class Enforcement:
    """The setting."""

    mode: Mode = Mode.ENFORCE
    account_id_keys: bool = True
    """Whether a 12-digit account id is an access key with any secret; else its secret is the engine's token."""


_current = [Enforcement()]


def current() -> Enforcement:
    """Return the setting."""
    return _current[0]


def change(enforcement: Enforcement) -> None:
    """Use another setting from the next call on."""
    _current[0] = enforcement
