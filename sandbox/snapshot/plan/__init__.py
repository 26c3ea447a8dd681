"""The snapshot of a Pulumi plan or of a stack's state, read with nothing running."""

from sandbox.snapshot.plan.files import merged
from sandbox.snapshot.plan.reading import read

__all__ = ["merged", "read"]
