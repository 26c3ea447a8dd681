"""What responses hold beyond the values that the request and the plan show by name: one file a service.

A file is named by botocore's name of the service. `RESPONSES` maps operations to functions that change the response
which was built from the output shape.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sandbox.needs.known import Known

type Change = Callable[[dict[str, Any], Mapping[str, Any], Known], None]
"""Changes a response, given the request and what is known of the resource."""


@cache
def responses_of(service: str) -> Mapping[str, Change]:
    """Return the operations of a service whose responses are changed; none for a service without a file."""
    name = f"{__name__}.{service.replace('-', '_')}"
    if importlib.util.find_spec(name) is None:
        return {}
    found: Mapping[str, Change] = importlib.import_module(name).RESPONSES
    return found
