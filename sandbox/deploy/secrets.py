"""Secrets of this project: made at random, kept under .sandbox/ and readable by their owner only."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path

from sandbox.deploy.errors import StateDamaged
from sandbox.estate.datacentre_model import Line

BgpKeys = dict[str, dict[str, str]]
"""Line -> interface -> MD5 key of its BGP session."""

INTERFACES = ("legacy", "transit")


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


def passphrase_file(state: Path) -> Path:
    """Return the file of the passphrase that encrypts Pulumi's secrets; make it where there is none."""
    path = state / "passphrase"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(32))
    return path


def bgp_keys_file(state: Path) -> Path:
    """Return where the keys of the BGP sessions are kept."""
    return state / "bgp-keys.json"


def make_bgp_keys(state: Path, lines: tuple[Line, ...]) -> BgpKeys:
    """Return a key for each interface of each line, and keep new ones; raises StateDamaged.

    Keys of lines that another estate file has are kept, so that deploying that one changes no interface.
    """
    kept = _read(state)
    keys = {
        line.name: kept.get(line.name) or {interface: secrets.token_hex(12) for interface in INTERFACES}
        for line in lines
    }
    if not keys.items() <= kept.items():
        write_private(bgp_keys_file(state), json.dumps({**kept, **keys}, indent=2))
    return keys


def planned_bgp_keys(state: Path, lines: tuple[Line, ...]) -> BgpKeys:
    """Return the keys for a plan without writing any; raises StateDamaged.

    A line without a key gets one derived from its name, so that the same estate has the same plan.
    """
    kept = _read(state)
    return {
        line.name: kept.get(line.name)
        or {name: hashlib.sha256(f"{line.name}/{name}".encode()).hexdigest()[:24] for name in INTERFACES}
        for line in lines
    }


def _read(state: Path) -> BgpKeys:
    path = bgp_keys_file(state)
    try:
        kept = json.loads(path.read_text())
        valid = isinstance(kept, dict) and all(set(keys) == set(INTERFACES) for keys in kept.values())
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError):
        valid = False
    if not valid:
        next_step = f"Run `rm {path}` and then `sandbox up`: the lines' virtual interfaces get new keys."
        raise StateDamaged(path, "is damaged: it does not hold the keys of BGP sessions", next_step)
    return dict(kept)
