"""The line of the program that writes a statement, found by the statement's Sid and contents."""

from sandbox.snapshot.source_map.changed_line import changed_line
from sandbox.snapshot.source_map.lookup import Program

__all__ = ["Program", "changed_line"]
