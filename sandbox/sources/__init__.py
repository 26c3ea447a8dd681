"""Which world is asked about? A plan, the live sandbox or exported files, read into `sandbox.iam.world.World`."""

from sandbox.sources.errors import FactUnknown, SourceError, SourceMissing, SourceUnreadable
from sandbox.sources.loading import load

__all__ = ["FactUnknown", "SourceError", "SourceMissing", "SourceUnreadable", "load"]
