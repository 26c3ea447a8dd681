"""The model of `estate.yaml`: reads and validates it, and reports each error with its line and a correction.

No I/O but reading the file; imports `sandbox.facts` only.
"""

from sandbox.estate.errors import EstateError, EstateInvalid, Problem
from sandbox.estate.loader import load
from sandbox.estate.model import Estate
from sandbox.estate.source import Location

__all__ = ["Estate", "EstateError", "EstateInvalid", "Location", "Problem", "load"]
