"""The snapshot of a Pulumi plan or of a stack's state, read with nothing running."""

from sandbox.snapshot.plan.builder import read
from sandbox.snapshot.plan.files import merged

__all__ = ["merged", "read"]
