"""The project's token for the engine's internal endpoints, in a file that only its owner may read."""

from __future__ import annotations

import secrets
from pathlib import Path

from sandbox.engine.record import replace
from sandbox.settings import Settings

PRIVATE = 0o600
BYTES = 32


def path(settings: Settings) -> Path:
    """Return the path of the token."""
    return settings.state / "engine-token"


def read(settings: Settings) -> str | None:
    """Return the token; None where the project has none yet."""
    try:
        return path(settings).read_text().strip() or None
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def read_or_create(settings: Settings) -> str:
    """Return the token, creating it on first use."""
    known = read(settings)
    if known is not None:
        return known
    token = secrets.token_hex(BYTES)
    write(settings, token)
    return token


def write(settings: Settings, token: str) -> None:
    """Write the token."""
    replace(path(settings), f"{token}\n", PRIVATE)
