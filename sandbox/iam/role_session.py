"""Sessions of roles: a request with a role's credentials comes from a session, and AWS evaluates it for the session.

Reference: IAM user guide, reference_policies_elements_principal ("Role session principals").
"""

from __future__ import annotations

from dataclasses import replace

from sandbox.iam.principal import Principal, PrincipalType

SESSION_NAME = "check"
"""Name of the session where a request names the role alone; name a session's ARN for another."""


def as_session(principal: Principal) -> Principal:
    """Return the session of a role; any other principal as it is, sessions among them."""
    if principal.type is not PrincipalType.ROLE or principal.is_session or principal.arn is None:
        return principal
    partition = principal.arn.split(":")[1]
    return replace(
        principal, arn=f"arn:{partition}:sts::{principal.account}:assumed-role/{principal.name}/{SESSION_NAME}"
    )


def session_arn(role: str | None) -> str | None:
    """Return the ARN of the session for which a role's requests are evaluated; None for any other principal.

    Raises:
        UnknownPrincipal: The text is not a principal.

    Example:
        >>> session_arn("arn:aws:iam::111122223333:role/jobs/reader")
        'arn:aws:sts::111122223333:assumed-role/reader/check'

    """
    principal = as_session(Principal.parse(role))
    return principal.arn if principal.is_session else None
