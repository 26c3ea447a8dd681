"""boto3 as the sandbox uses it: nothing of a person's own AWS settings, files or proxies has a say."""

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
"""In botocore's own form: name -> (name in the file, variable, value, conversion)."""


def session() -> boto3.Session:
    """A session that no profile of the caller reaches: one that is not there, or a broken file, would end us."""
    return boto3.Session(botocore_session=botocore.session.Session(session_vars=OWN))


def config(**more: Any) -> Config:
    """No proxy stands between us and this machine."""
    return Config(proxies={}, **more)
