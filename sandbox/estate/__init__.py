"""What is the estate? The model of `estate.yaml`: read, validate, explain what is wrong where.

No I/O but reading the file; imports nothing else of ours.
"""

from sandbox.estate.errors import EstateError, EstateInvalid, Problem
from sandbox.estate.model import Estate
from sandbox.estate.reading import load
from sandbox.estate.source import Location

__all__ = ["Estate", "EstateError", "EstateInvalid", "Location", "Problem", "load"]
