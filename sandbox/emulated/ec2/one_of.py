"""Requests that must contain exactly one of several parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call


def exactly_one(call: Call, members: Sequence[str]) -> tuple[str, Any]:
    """Return the one member that the request has, and its value."""
    given = [(name, call.request[name]) for name in members if call.request.get(name) not in (None, "", False)]
    if len(given) == 1:
        return given[0]
    names = ", ".join(name[0].lower() + name[1:] for name in members)
    if not given:
        raise AwsError("MissingParameter", f"The request must contain exactly one of {names}.")
    raise AwsError("InvalidParameterCombination", f"The request must contain exactly one of {names}.")
