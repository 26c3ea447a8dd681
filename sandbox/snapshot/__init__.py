"""Readers: a plan, the live sandbox or exported files become a `sandbox.iam.snapshot.Snapshot`, or a network."""

from sandbox.snapshot.errors import FactUnknown, SourceError, SourceMissing, SourceUnreadable
from sandbox.snapshot.loader import load

__all__ = ["FactUnknown", "SourceError", "SourceMissing", "SourceUnreadable", "load"]
