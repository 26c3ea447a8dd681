"""The network of a Pulumi plan or of a stack's state."""

from sandbox.snapshot.network.plan.builder import read

__all__ = ["read"]
