"""On which line of the program is a statement written? Its Sid and its contents, looked up in the sources."""

from sandbox.sources.program.lookup import Program
from sandbox.sources.program.pinpoint import pinpoint

__all__ = ["Program", "pinpoint"]
