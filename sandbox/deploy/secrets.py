"""Secrets of this clone: random once, kept under .sandbox/ for the owner's eyes alone."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from sandbox.estate.model import Line

BgpKeys = dict[str, dict[str, str]]
"""Line -> interface -> MD5 key of its BGP session."""


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


def passphrase_file(state: Path) -> Path:
    """The passphrase that encrypts Pulumi's secrets in this clone."""
    path = state / "passphrase"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(32))
    return path


def bgp_keys(state: Path, lines: tuple[Line, ...]) -> BgpKeys:
    """A key for each interface of each line; a line that is new gets new ones, the others keep theirs."""
    path = state / "bgp-keys.json"
    kept: BgpKeys = json.loads(path.read_text()) if path.exists() else {}
    keys = {
        line.name: kept.get(line.name) or {interface: secrets.token_hex(12) for interface in ("legacy", "transit")}
        for line in lines
    }
    if keys != kept:
        write_private(path, json.dumps(keys, indent=2))
    return keys
