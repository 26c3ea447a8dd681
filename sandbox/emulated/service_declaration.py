"""The declaration of an emulated service, in `declaration.py` of its folder, for all of its operations."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sandbox.emulated.input_check import check_input
from sandbox.emulated.service_call import Call, ServiceCall, no_state


@dataclass(frozen=True, kw_only=True)
class ServiceDeclaration:
    """How the calls of one service are made; a folder without `declaration.py` has the defaults."""

    make_call: Callable[..., Call] = ServiceCall
    """The class of the service's calls, which defines its paging."""
    open_state: Callable[[Any], AbstractContextManager[Any]] = no_state
    """Lock and give the state that its operations share."""
    check: Callable[[Any, Any], None] = check_input
    """Raise the service's error for a call that it refuses, given the call and botocore's model of the operation."""
