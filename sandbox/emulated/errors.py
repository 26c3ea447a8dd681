"""Errors that AWS itself would return, as a part of the product's tree of errors.

SandboxError                    sandbox.errors
└── AwsError                    AWS's own code and message; made a response where the operation's function returns
    └── NotEmulatedError        an operation that neither this project nor LocalStack nor moto implements
"""

from __future__ import annotations

from sandbox.errors import SandboxError

HTTP_SERVER_ERROR = 500


class AwsError(SandboxError):
    """An error response of AWS; this module does not import LocalStack, so that pure modules may raise it.

    `fields` are members of the error beyond code and message, where AWS's model has them.
    """

    def __init__(self, code: str, message: str, status: int = 400, **fields: object) -> None:
        super().__init__(message, "")
        self.args = (f"{code}: {message}",)
        self.code = code
        self.message = message
        self.status = status
        self.fields = fields

    @property
    def sender_fault(self) -> bool:
        """Return whether the sender is at fault, not the service."""
        return self.status < HTTP_SERVER_ERROR


class NotEmulatedError(AwsError):
    """An operation that neither this project nor LocalStack nor moto implements."""

    BEGINNING = "The sandbox does not emulate "

    def __init__(self, service: str, operation: str, reason: str = "") -> None:
        detail = f" ({reason})" if reason else ""
        super().__init__(
            "InternalFailure",
            f"{self.BEGINNING}{operation} of {service}{detail}. "
            "The coverage page in docs/ lists what each service answers here.",
            status=501,
        )
