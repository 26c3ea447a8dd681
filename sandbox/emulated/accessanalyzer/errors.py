"""Access Analyzer's errors.

Reference: Access Analyzer API reference, ValidationException, InvalidParameterException, ResourceNotFoundException,
ConflictException and ServiceQuotaExceededException.
"""

from __future__ import annotations

from sandbox.emulated.errors import AwsError

_NOT_FOUND, _CONFLICT, _QUOTA = 404, 409, 402


def invalid(message: str, reason: str = "fieldValidationFailed") -> AwsError:
    """Make the error for a parameter with a wrong value; `reason` is one of ValidationExceptionReason."""
    return AwsError("ValidationException", message, reason=reason)


def invalid_document(message: str) -> AwsError:
    """Make the error for a policy document that cannot be checked."""
    return AwsError("InvalidParameterException", message)


def not_found(kind: str, name: str) -> AwsError:
    """Make the error for an analyzer, archive rule, finding or resource that does not exist."""
    return AwsError(
        "ResourceNotFoundException", f"{kind} {name} not found.", _NOT_FOUND, resourceId=name, resourceType=kind
    )


def conflict(kind: str, name: str) -> AwsError:
    """Make the error for a name that is in use."""
    return AwsError(
        "ConflictException", f"{kind} {name} already exists.", _CONFLICT, resourceId=name, resourceType=kind
    )


def quota_exceeded(message: str, kind: str, name: str) -> AwsError:
    """Make the error for one more than a quota allows."""
    return AwsError("ServiceQuotaExceededException", message, _QUOTA, resourceId=name, resourceType=kind)
