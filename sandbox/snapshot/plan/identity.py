"""The id of a resource whose outputs are known and whose id is not, as in a policy pack."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any


def identified(known: Mapping[str, Any], planned: str, state: Mapping[str, Any]) -> str | None:
    """Return the id in the outputs; None where there is none.

    The plan of the same resource shows where: an output that equals the planned id, or ends with it as an ARN does.
    """
    if isinstance(known.get("id"), str):
        return str(known["id"])
    for whole in (True, False):
        for name, value in state.items():
            real = known.get(name)
            if isinstance(value, str) and isinstance(real, str) and planned and _end(value, whole=whole) == planned:
                return _end(real, whole=whole)
    return None


def _end(value: str, *, whole: bool) -> str:
    return value if whole else re.split(r"[/:]", value)[-1]
