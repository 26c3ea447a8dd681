"""The encoded authorization failure message of EC2, which sts:DecodeAuthorizationMessage decodes.

Reference: STS API reference, DecodeAuthorizationMessage.
"""

from __future__ import annotations

import base64
import json
import zlib

from cryptography.fernet import Fernet, InvalidToken

from sandbox.iam import Decision, EvaluationTrace

_KEY = Fernet(Fernet.generate_key())
"""Messages are opaque to those who may not decode them, and end with the engine."""


def encode(trace: EvaluationTrace) -> str:
    """Return the encoded message of a refused request."""
    request, verdict = trace.request, trace.verdict
    message = {
        "allowed": False,
        "explicitDeny": verdict.decision is Decision.EXPLICIT_DENY,
        "matchedStatements": {"items": [{"statementId": one.statement.sid or ""} for one in trace.deciding]},
        "failures": {"items": []},
        "context": {
            "principal": {"arn": request.principal.arn},
            "action": request.action,
            "resource": request.resource,
            "conditions": {
                "items": [
                    {"key": key, "values": {"items": [{"value": value} for value in values]}}
                    for key, values in sorted(request.context.items())
                ]
            },
        },
    }
    packed = zlib.compress(json.dumps(message).encode())
    return base64.urlsafe_b64encode(_KEY.encrypt(packed)).decode().rstrip("=")


def decode(text: str) -> str | None:
    """Return the message as JSON; None where the text is no encoded message of this engine."""
    try:
        padded = text + "=" * (-len(text) % 4)
        return zlib.decompress(_KEY.decrypt(base64.urlsafe_b64decode(padded))).decode()
    except (InvalidToken, ValueError, zlib.error):
        return None
