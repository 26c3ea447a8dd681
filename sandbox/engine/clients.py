"""boto3 sessions and configuration that ignore the user's own AWS settings, files and proxies."""

from __future__ import annotations

import os
from typing import Any

import boto3
import botocore.session
from botocore.config import Config

OWN: dict[str, tuple[str | None, str | None, str | None, None]] = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
"""botocore's session variables: name -> (name in the file, environment variable, default, conversion)."""


def session() -> boto3.Session:
    """Return a session that reads no profile: a missing one, or a damaged file, would make every call fail."""
    return boto3.Session(botocore_session=botocore.session.Session(session_vars=OWN))


def config(**more: Any) -> Config:
    """Return a configuration without proxies: the engine is on loopback."""
    return Config(proxies={}, **more)
