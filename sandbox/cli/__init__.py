"""Which commands does a person type? Commands only; the work is done by the other rooms."""

from sandbox.cli.program import main

__all__ = ["main"]
