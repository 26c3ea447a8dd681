"""Requests and responses as CloudTrail writes them: names begin in lower case, and secrets are left out."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"
MOST = 100 * 1024
"""Characters of a request or response above which AWS leaves it out."""

DEEP = 12
_SECRET = (
    *("authkey", "authtoken", "cak", "credentialsecret", "password", "plaintext", "presharedkey", "privatekey"),
    *("secret", "secretaccesskey", "secretbinary", "secretkey", "secretstring", "sessiontoken", "webidentitytoken"),
    *("samlassertion", "token_secret", "totpseed", "base32stringseed", "qrcodepng"),
)


def written(value: dict[str, Any], shape: Any) -> dict[str, Any] | None:
    """Return the members in CloudTrail's form; None where there are none."""
    if not value:
        return None
    found = _of(value, shape, DEEP)
    size = len(json.dumps(found))
    if size > MOST:
        return {"omitted": True, "originalSize": size, "reason": f"Larger than {MOST} characters."}
    members: dict[str, Any] = found
    return members


def _of(value: Any, shape: Any, deep: int) -> Any:
    if isinstance(value, dict):
        return {_small(str(key)): _member(str(key), it, shape, deep) for key, it in value.items() if it is not None}
    if isinstance(value, list | tuple):
        inner = getattr(shape, "member", None)
        return [_of(it, inner, deep - 1) for it in value] if deep else []
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime):
        return value.strftime("%b %d, %Y %I:%M:%S %p")
    return HIDDEN


def _member(name: str, value: Any, shape: Any, deep: int) -> Any:
    inner = _shape_of(name, shape)
    if name.lower().endswith(_SECRET) or (inner is not None and inner.metadata.get("sensitive")):
        return HIDDEN
    return _of(value, inner, deep - 1) if deep else HIDDEN


def _shape_of(name: str, shape: Any) -> Any:
    kind = getattr(shape, "type_name", None)
    if kind == "structure":
        return shape.members.get(name)
    return shape.value if kind == "map" else None


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
