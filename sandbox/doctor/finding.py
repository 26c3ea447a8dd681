"""The result of one check."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """The result of one check of `doctor`."""

    subject: str
    good: bool
    detail: str
    next_step: str = ""
    """The next step where the result is not good."""
