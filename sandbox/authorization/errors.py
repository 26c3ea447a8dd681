"""Errors of the mapping from operations to permissions."""

from __future__ import annotations

from sandbox.errors import SandboxError


class NoMapping(SandboxError):
    """The permissions of an operation are not known."""

    def __init__(self, service: str, operation: str) -> None:
        super().__init__(
            f"The IAM actions of {service}.{operation} are not known.",
            f"Add the operation to sandbox/authorization/services/{service.replace('-', '_')}.py.",
        )
