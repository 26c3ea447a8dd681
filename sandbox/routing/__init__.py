"""Compute which routes each table of a network holds: pure functions from a topology to its routes.

`sandbox.routing.model` holds the topology as it was configured; `sandbox.routing.routes` holds the result.
"""

from sandbox.routing.computation import compute
from sandbox.routing.lookup import lookup

__all__ = ["compute", "lookup"]
