"""Values as Pulumi means them: plain Python, and one mark for what a preview can't know yet."""

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
    """A value that Pulumi encrypts in its state and hides on screens."""

    value: Any

    def __repr__(self) -> str:
        return "Secret(...)"


def has_unknown(value: Any) -> bool:
    """Whether anything in the value waits for another resource."""
    if value is UNKNOWN:
        return True
    if isinstance(value, dict):
        return any(has_unknown(item) for item in value.values())
    if isinstance(value, list):
        return any(has_unknown(item) for item in value)
    return False


def blank(value: Any) -> bool:
    """Absent, or what AWS answers for absent."""
    return value is None or value is False or value in ("", [], {})
