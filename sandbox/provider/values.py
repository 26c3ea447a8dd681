"""Property values: plain Python values, secrets, and `UNKNOWN` for what a preview does not know."""

from dataclasses import dataclass
from typing import Any, Final

Values = dict[str, Any]


class Unknown:
    """The type of `UNKNOWN`."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


@dataclass(frozen=True)
class Secret:
    """A value that Pulumi encrypts in its state and does not display."""

    value: Any

    def __repr__(self) -> str:
        return "Secret(...)"


def has_unknown(value: Any) -> bool:
    """Return whether any part of the value is unknown."""
    if value is UNKNOWN:
        return True
    if isinstance(value, dict):
        return any(has_unknown(item) for item in value.values())
    if isinstance(value, list):
        return any(has_unknown(item) for item in value)
    return False


def blank(value: Any) -> bool:
    """Return whether a value is absent, or what AWS returns for an absent one."""
    return value is None or value is False or value in ("", [], {})
