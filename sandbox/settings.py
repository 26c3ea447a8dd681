"""The sandbox's settings: one frozen object, read once from flags, environment and file, in that order.

Errors: `SettingsInvalid`, for an unknown key, a value that cannot be, or two settings that contradict each other.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from sandbox.errors import SandboxError

EngineForm = Literal["host", "docker", "attach"]

FILE = "sandbox.toml"
"""Optional, in the clone's root; each key is a setting."""

PREFIX = "CAUSEWAY_"
"""Every environment variable that starts so is a setting; variables between our own processes start with SANDBOX_."""

CLONE = Path(__file__).resolve().parent.parent


class SettingsInvalid(SandboxError):
    """A setting that cannot be; says where it came from and what would be right."""

    def __init__(self, key: str, source: str, happened: str, next_step: str) -> None:
        super().__init__(f"{source}: {happened}", next_step)
        self.key = key
        self.source = source


@dataclass(frozen=True)
class Settings:
    """Where the clone is, which estate it holds and in what form its engine runs."""

    root: Path
    estate: Path
    engine: EngineForm
    endpoint: str | None
    """Where the engine answers, for `attach` alone."""
    port: int | None
    """The engine's port on 127.0.0.1; None leaves the choice to the engine's room."""
    cache: Path
    """What clones share: the built Pulumi CLI, downloads."""

    @property
    def state(self) -> Path:
        """All state of this clone's sandbox."""
        return self.root / ".sandbox"


KEYS = tuple(field.name for field in fields(Settings))


def read(flags: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from flags (None means not given), then `CAUSEWAY_*`, then `sandbox.toml`, then defaults."""
    given = {key: value for key, value in flags.items() if value is not None}
    _refuse_unknown(given, "flags")
    named = {key.removeprefix(PREFIX).lower(): value for key, value in environment.items() if key.startswith(PREFIX)}
    _refuse_unknown(named, "environment", lambda key: PREFIX + key.upper())
    root = Path(given.get("root") or named.get("root") or CLONE).resolve()
    filed = _file(root / FILE)
    values: dict[str, tuple[Any, str]] = {
        **{key: (value, FILE) for key, value in filed.items()},
        **{key: (value, PREFIX + key.upper()) for key, value in named.items()},
        **{key: (value, f"--{key}") for key, value in given.items()},
    }
    engine, endpoint = _engine(values)
    return Settings(
        root=root,
        estate=_path(values, "estate", root) or root / "estate.yaml",
        engine=engine,
        endpoint=endpoint,
        port=_port(values),
        cache=_path(values, "cache", root) or _user_cache(environment),
    )


def _refuse_unknown(values: Mapping[str, Any], source: str, spell: Any = str) -> None:
    for key in values:
        if key not in KEYS:
            known = ", ".join(spell(name) for name in KEYS)
            raise SettingsInvalid(key, source, f"there is no setting {spell(key)}.", f"Settings are {known}.")


def _file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid("", str(path), f"not TOML: {error}.", "Mend or remove the file.") from error
    _refuse_unknown(values, str(path))
    if "root" in values:
        raise SettingsInvalid("root", str(path), "the file lies in the root and cannot move it.", "Remove the key.")
    return values


def _path(values: Mapping[str, tuple[Any, str]], key: str, root: Path) -> Path | None:
    """A path from the file is relative to the clone, any other to where the command was typed."""
    if key not in values:
        return None
    value, source = values[key]
    base = root if source == FILE else Path.cwd()
    return (base / Path(str(value)).expanduser()).resolve()


def _engine(values: Mapping[str, tuple[Any, str]]) -> tuple[EngineForm, str | None]:
    endpoint, endpoint_source = values.get("endpoint", (None, ""))
    form, source = values.get("engine", ("host" if endpoint is None else "attach", "default"))
    if form not in get_args(EngineForm):
        raise SettingsInvalid("engine", source, f"no engine form {form!r}.", "Forms are host, docker and attach.")
    if form == "attach" and endpoint is None:
        raise SettingsInvalid(
            "endpoint", source, "attach needs to know where.", "Add --endpoint http://127.0.0.1:4566."
        )
    if form != "attach" and endpoint is not None:
        raise SettingsInvalid("endpoint", endpoint_source, f"{form} has no endpoint to give.", "Use --engine attach.")
    return form, None if endpoint is None else _loopback(str(endpoint), endpoint_source)


def _loopback(endpoint: str, source: str) -> str:
    """The URL, where it names a port of this machine and nothing else: nobody speaks to AWS by accident."""
    right = "http://127.0.0.1:4566 is one."
    try:
        parts = urlsplit(endpoint.rstrip("/"))
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise SettingsInvalid("endpoint", source, f"{endpoint!r} is no URL: {error}.", right) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise SettingsInvalid("endpoint", source, f"{endpoint!r} is no URL.", right)
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise SettingsInvalid("endpoint", source, f"{endpoint!r} is more than scheme, host and port.", right)
    if host != "localhost" and not _is_loopback(host):
        raise SettingsInvalid("endpoint", source, f"{endpoint} is not on this machine.", right)
    return parts.geturl()


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _port(values: Mapping[str, tuple[Any, str]]) -> int | None:
    if "port" not in values:
        return None
    value, source = values["port"]
    highest = 65535
    if not str(value).isdigit() or not 1 <= int(value) <= highest:
        raise SettingsInvalid("port", source, f"{value!r} is no port.", f"One from 1 to {highest} is.")
    return int(value)


def _user_cache(environment: Mapping[str, str]) -> Path:
    home = Path(environment.get("HOME") or Path.home())
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "causeway"
