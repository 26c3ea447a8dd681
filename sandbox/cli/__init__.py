"""The `sandbox` command line: commands without logic, which other packages provide."""

from sandbox.cli.program import main

__all__ = ["main"]
