"""The sandbox's settings: one frozen object, read once from flags, environment and project file, in that order.

SettingsInvalid    an unknown key, a wrong value, or two settings that contradict each other
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from sandbox import project
from sandbox.errors import SandboxError
from sandbox.package_data import bare_estate
from sandbox.project import NoEstateFile, NoProgram, Project

EngineForm = Literal["host", "docker", "attach"]
EnforcementMode = Literal["enforce", "audit", "off"]

PREFIX = "CAUSEWAY_"
"""Prefix of environment variables that are settings; variables between our own processes start with SANDBOX_."""

KEYS = ("root", "estate", *project.ENGINE_KEYS)
"""Settings that a flag or an environment variable may give."""


class SettingsInvalid(SandboxError):
    """A setting that cannot be used; `key` is the setting, `source` where it was given."""

    def __init__(self, key: str, source: str, happened: str, next_step: str) -> None:
        super().__init__(f"{source}: {happened}", next_step)
        self.key = key
        self.source = source


@dataclass(frozen=True)
class Settings:
    """The project, and how its engine runs."""

    project: Project
    engine: EngineForm
    endpoint: str | None
    """Where the engine answers, for `attach` only."""
    port: int | None
    """The engine's port on 127.0.0.1; None leaves the choice to `sandbox.engine`."""
    cache: Path
    """What all projects of this user share: the Pulumi CLI, downloads."""
    enforcement: EnforcementMode = "enforce"
    """What the engine does with calls that AWS would refuse: refuse them, log them, or not examine them."""
    account_id_keys: bool = True
    """Whether a 12-digit account id is an access key of an administrator, with any secret."""

    @property
    def root(self) -> Path:
        """The project's root."""
        return self.project.root

    @property
    def state(self) -> Path:
        """The folder of everything that the sandbox keeps for this project."""
        return self.root / ".sandbox"

    @property
    def estate(self) -> Path:
        """The estate file; for a program without one, a file of the package with a management account.

        Raises NoEstateFile for a project that has neither.
        """
        if self.project.estate is None and self.project.program is not None:
            return bare_estate()
        return self.own_estate

    @property
    def own_estate(self) -> Path:
        """The project's own estate file; raises NoEstateFile."""
        if self.project.estate is None:
            raise NoEstateFile(self.root)
        return self.project.estate

    @property
    def program(self) -> Path:
        """The folder of the Pulumi program; raises NoProgram."""
        if self.project.program is None:
            raise NoProgram(self.root)
        return self.project.program


def read(flags: Mapping[str, Any], environment: Mapping[str, str] = os.environ, start: Path | None = None) -> Settings:
    """Return the settings: flags (None means not given), then `CAUSEWAY_*`, then the project file, then defaults.

    `start` is the folder that the project is searched from, by default the working directory; `root` names it instead.
    Raises SettingsInvalid, ProjectInvalid.
    """
    given = {key: value for key, value in flags.items() if value is not None}
    _refuse_unknown(given, "flags", str)
    named = {key.removeprefix(PREFIX).lower(): value for key, value in environment.items() if key.startswith(PREFIX)}
    _refuse_unknown(named, "environment", lambda key: PREFIX + key.upper())
    root = given.get("root") or named.get("root")
    found = project.find(start or Path.cwd()) if root is None else project.at(Path(root))
    file = str(found.file or project.FILE)
    values: dict[str, tuple[Any, str]] = {
        **{key: (value, file) for key, value in found.engine_settings.items()},
        **{key: (value, PREFIX + key.upper()) for key, value in named.items()},
        **{key: (value, f"--{key.replace('_', '-')}") for key, value in given.items()},
    }
    engine, endpoint = _engine(values)
    cache = _path(values, "cache", found.root if "cache" not in {*named, *given} else Path.cwd())
    estate = _path(values, "estate", Path.cwd())
    return Settings(
        project=found if estate is None else replace(found, estate=estate),
        engine=engine,
        endpoint=endpoint,
        port=_port(values),
        cache=cache or user_cache(environment),
        enforcement=_enforcement(values),
        account_id_keys=_account_id_keys(values),
    )


def user_cache(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that all projects of a user share by default."""
    home = Path(environment.get("HOME") or Path.home())
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "causeway"


def _refuse_unknown(values: Mapping[str, Any], source: str, spell: Callable[[str], str]) -> None:
    for key in values:
        if key in KEYS:
            continue
        similar = get_close_matches(key, KEYS, 3)
        hint = f"Similar: {', '.join(map(spell, similar))}." if similar else f"Settings: {', '.join(map(spell, KEYS))}."
        raise SettingsInvalid(key, source, f"no setting {spell(key)}.", hint)


def _path(values: Mapping[str, tuple[Any, str]], key: str, base: Path) -> Path | None:
    """Return a path: one of the project file is relative to the project, any other to the working directory."""
    return (base / Path(str(values[key][0])).expanduser()).resolve() if key in values else None


def _engine(values: Mapping[str, tuple[Any, str]]) -> tuple[EngineForm, str | None]:
    endpoint, endpoint_source = values.get("endpoint", (None, ""))
    form, source = values.get("engine", ("host" if endpoint is None else "attach", "default"))
    if form not in get_args(EngineForm):
        raise SettingsInvalid("engine", source, f"no engine form {form!r}.", "Forms are host, docker and attach.")
    if form == "attach" and endpoint is None:
        raise SettingsInvalid("endpoint", source, "attach needs an endpoint.", "Add --endpoint http://127.0.0.1:4566.")
    if form != "attach" and endpoint is not None:
        raise SettingsInvalid("endpoint", endpoint_source, f"{form} takes no endpoint.", "Use --engine attach.")
    return form, None if endpoint is None else _loopback(str(endpoint), endpoint_source)


def _loopback(endpoint: str, source: str) -> str:
    """Return the URL; raises SettingsInvalid unless it names a port of this machine, so that no call reaches AWS."""
    right = "An example is http://127.0.0.1:4566."
    try:
        parts = urlsplit(endpoint.rstrip("/"))
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise SettingsInvalid("endpoint", source, f"{endpoint!r} is not a URL: {error}.", right) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise SettingsInvalid("endpoint", source, f"{endpoint!r} is not a URL.", right)
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
        raise SettingsInvalid("port", source, f"{value!r} is not a port.", f"A port is from 1 to {highest}.")
    return int(value)


def _enforcement(values: Mapping[str, tuple[Any, str]]) -> EnforcementMode:
    mode, source = values.get("enforcement", ("enforce", "default"))
    if mode not in get_args(EnforcementMode):
        raise SettingsInvalid(
            "enforcement", source, f"no mode {mode!r} of enforcement.", "Modes are enforce, audit and off."
        )
    return mode  # type: ignore[no-any-return]


def _account_id_keys(values: Mapping[str, tuple[Any, str]]) -> bool:
    value, source = values.get("account_id_keys", (True, "default"))
    words = {"true": True, "false": False}
    if not isinstance(value, bool) and str(value).lower() not in words:
        raise SettingsInvalid(
            "account_id_keys", source, f"{value!r} is neither true nor false.", "Write true or false."
        )
    return value if isinstance(value, bool) else words[str(value).lower()]
