"""The line of the program that writes a statement, found by the statement's Sid and contents."""

from sandbox.snapshot.source_map.lookup import Program
from sandbox.snapshot.source_map.pinpoint import pinpoint

__all__ = ["Program", "pinpoint"]
