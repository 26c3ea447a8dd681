"""The Pulumi CLI: the one on PATH, else the official release, else a build from Go modules."""

from __future__ import annotations

import os
import platform
import shutil
from pathlib import Path

from sandbox.settings import Settings
from sandbox.toolchain import build, content, download, installed
from sandbox.toolchain.errors import NoPulumi, PulumiTooOld, ToolFailed
from sandbox.toolchain.model import Notify, Tools
from sandbox.toolchain.versions import OLDEST_PULUMI, PULUMI, written

DOWNLOAD_MB = 600


def ensure(settings: Settings, notify: Notify, search: str | None = None, releases: str = download.RELEASES) -> Tools:
    """Return the CLI and the tools that it needs, in a folder that can be first on PATH.

    `search` replaces PATH, `releases` the address of the official downloads.
    Raises PulumiTooOld, NoPulumi, NoSpaceLeft.
    """
    found = installed.find(outside(settings, search))
    if found is not None and not found.unfit:
        version = written(found.version or OLDEST_PULUMI)
        return _linked(settings, {"pulumi": found.pulumi, **found.beside}, version)
    folder = made_folder(settings)
    if not folder.is_dir():
        _make(folder, notify, found, search, releases)
    return _linked(settings, {path.name: path for path in folder.iterdir()}, PULUMI)


def outside(settings: Settings, search: str | None = None) -> str:
    """Return PATH without our own folder of links, which `sandbox shell` puts first."""
    search = os.environ.get("PATH", os.defpath) if search is None else search
    ours = str(_links(settings))
    return os.pathsep.join(folder for folder in search.split(os.pathsep) if folder != ours)


def made_folder(settings: Settings) -> Path:
    """Return the folder of the fetched or built tools, which all projects of this user share."""
    sums = [(build.MODULES / name / "go.sum").read_bytes() for name in ("pulumi", "pulumi-language-python")]
    return settings.cache / f"pulumi-{PULUMI}-{content.key(platform.platform(terse=True), platform.machine(), *sums)}"


def _make(folder: Path, notify: Notify, found: installed.Installed | None, search: str | None, releases: str) -> None:
    reasons = []
    try:
        notify(f"fetching Pulumi {PULUMI}")
        content.kept(folder, lambda target: download.fetch(target, releases), needed_mb=DOWNLOAD_MB)
    except download.NotFetched as reason:
        reasons.append(str(reason))
    else:
        return
    try:
        build.go(search)
        notify(f"building Pulumi {PULUMI} from its Go modules: about three minutes, the first time only")
        scratch = folder.with_name(f"{folder.name}.build")
        content.kept(folder, lambda target: build.build(target, scratch, search), needed_mb=build.NEEDED_MB)
    except build.NotBuilt as reason:
        reasons.append(str(reason))
    except ToolFailed as failure:
        reasons.append(failure.happened)
    else:
        return
    why = "; ".join(reasons)
    detail = f"No other was available: {why}."
    if found is not None and found.too_old and found.version is not None:
        raise PulumiTooOld(found.pulumi, written(found.version), written(OLDEST_PULUMI), detail)
    raise NoPulumi(written(OLDEST_PULUMI), f"{found.unfit}. {detail}" if found else detail)


def _linked(settings: Settings, tools: dict[str, Path], version: str) -> Tools:
    """Link these tools and nothing else into a folder that can be first on PATH."""
    folder = _links(settings)
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in tools.items():
        link = folder / name
        if link.is_symlink() and link.readlink() == path.absolute():
            continue
        new = folder / f".{name}.{os.getpid()}"
        new.symlink_to(path.absolute())
        new.replace(link)
    for leftover in set(folder.iterdir()) - {folder / name for name in tools}:
        leftover.unlink() if not leftover.is_dir() else shutil.rmtree(leftover)
    return Tools(pulumi=folder / "pulumi", bin=folder, version=version)


def _links(settings: Settings) -> Path:
    return settings.state / "bin"
