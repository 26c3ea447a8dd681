"""What will be there? A plan or a stack's state of Pulumi's, read with nothing running."""

from sandbox.snapshot.plan.files import merged
from sandbox.snapshot.plan.reading import read

__all__ = ["merged", "read"]
