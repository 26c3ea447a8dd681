"""The command line `sandbox`. Commands only; the other packages do the work."""

from sandbox.cli.program import main

__all__ = ["main"]
