"""What will be there? A plan or a stack's state of Pulumi's, read with nothing running."""

from sandbox.sources.plan.files import merged
from sandbox.sources.plan.reading import read

__all__ = ["merged", "read"]
