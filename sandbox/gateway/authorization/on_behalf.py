"""Callers on whose behalf a service calls others with their permissions (forward access sessions on AWS).

LocalStack's clients of calls inside the engine sign for an account; the session token that they send besides names the
caller.
Reference: IAM user guide, access_forward_access_sessions and reference_policies_condition-keys (aws:CalledVia).
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from sandbox.emulated.caller import Caller

HEADER = "X-Amz-Security-Token"
_TOKEN_BYTES = 16

_tokens: dict[tuple[str | None, str], str] = {}
"""Access key and service -> token: LocalStack keeps its clients by their credentials."""
_callers: dict[str, Caller] = {}


def token_for(caller: Caller, service: str) -> str:
    """Return the session token with which a service calls others on behalf of a caller.

    Args:
        caller: Who called the service.
        service: The service's principal, `cloudformation.amazonaws.com`.

    """
    key = (caller.access_key, service)
    token = _tokens.setdefault(key, secrets.token_hex(_TOKEN_BYTES))
    _callers[token] = replace(caller, called_via=(*caller.called_via, service))
    return token


def caller_of(token: str | None) -> Caller | None:
    """Return the caller that a session token names, with the services through which it calls."""
    return _callers.get(token) if token else None
