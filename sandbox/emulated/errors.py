"""Errors that AWS itself would answer.

AwsError            carries AWS's own code and wording; turned into a response at the edge of the operation
"""

from __future__ import annotations

HTTP_SERVER_ERROR = 500


class AwsError(Exception):
    """An answer of AWS that is an error; nothing here knows LocalStack, so that pure modules may raise it.

    `fields` are members of the error beyond code and message, where AWS's model has them.
    """

    def __init__(self, code: str, message: str, status: int = 400, **fields: object) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.fields = fields

    @property
    def sender_fault(self) -> bool:
        """Whether the caller could have known better."""
        return self.status < HTTP_SERVER_ERROR


class NotEmulatedError(AwsError):
    """Nobody here implements the operation: neither this project, nor LocalStack, nor moto."""

    def __init__(self, service: str, operation: str, reason: str = "") -> None:
        detail = f" ({reason})" if reason else ""
        super().__init__(
            "InternalFailure",
            f"The sandbox does not emulate {operation} of {service}{detail}. "
            "The coverage page in docs/ lists what each service answers here.",
            status=501,
        )
