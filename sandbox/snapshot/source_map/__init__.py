"""On which line of the program is a statement written? Its Sid and its contents, looked up in the sources."""

from sandbox.snapshot.source_map.lookup import Program
from sandbox.snapshot.source_map.pinpoint import pinpoint

__all__ = ["Program", "pinpoint"]
