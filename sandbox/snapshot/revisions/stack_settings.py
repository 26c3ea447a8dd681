"""Stack settings files, `Pulumi.STACK.yaml`: their values that need no passphrase."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

_ENCRYPTED = "secure"
"""The key under which Pulumi keeps an encrypted value, at whatever depth."""


def plain_values(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a settings file that holds the plain values of another, and the names of those that are left out.

    Args:
        text: Content of a stack settings file.

    Returns:
        The new file's content, which has no salt, and the configuration keys that hold a secret.

    """
    try:
        settings: Any = YAML(typ="safe").load(StringIO(text))
    except YAMLError:
        return "", ()
    config = settings.get("config") if isinstance(settings, dict) else None
    if not isinstance(config, dict):
        return "", ()
    secrets = tuple(str(key) for key, value in config.items() if _is_secret(value))
    plain = {str(key): value for key, value in config.items() if str(key) not in secrets}
    return json.dumps({"config": plain}, default=str), secrets  # JSON is YAML


def _is_secret(value: object) -> bool:
    if isinstance(value, dict):
        return _ENCRYPTED in value or any(map(_is_secret, value.values()))
    return isinstance(value, list) and any(map(_is_secret, value))
