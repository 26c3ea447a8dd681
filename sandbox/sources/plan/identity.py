"""A resource's id, where a file tells its outputs and not the id: as a policy pack is told of what stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sandbox.provider.declaration import Input, ResourceType
from sandbox.provider.lifecycle import plan_create
from sandbox.provider.planning import Place


def identified(declared: ResourceType, urn: str, told: Mapping[str, Any], place: Place) -> str | None:
    """The id that the outputs hold; None where they hold none.

    A plan of the same resource shows where: an output that equals the planned id, or ends with it as an ARN does.
    """
    if isinstance(told.get("id"), str):
        return str(told["id"])
    given = {name: value for name, value in told.items() if isinstance(declared.every().get(name), Input)}
    planned, state = plan_create(declared, urn, given, place)
    for whole in (True, False):
        for name, value in state.items():
            real = told.get(name)
            if isinstance(value, str) and isinstance(real, str) and planned and _end(value, whole=whole) == planned:
                return _end(real, whole=whole)
    return None


def _end(value: str, *, whole: bool) -> str:
    return value if whole else re.split(r"[/:]", value)[-1]
