"""Our plugin of LocalStack: its entry points, and its installation into LocalStack's environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sandbox.package_data import PACKAGE

NAME = "causeway-emulated"
VERSION = "0.1.0"
ENTRY_POINTS: Mapping[str, Mapping[str, str]] = {
    "localstack.hooks.on_infra_start": {"causeway": "sandbox.gateway.startup:start"},
    "localstack.runtime.server": {"causeway": "sandbox.gateway.server:LoopbackServerPlugin"},
}


def install(site_packages: Path) -> None:
    """Make the plugin and the `sandbox` package importable from this folder, without a copy and without a build.

    A link exposes this package only: a path file would expose everything that is installed beside it.
    """
    write_metadata(site_packages)
    (site_packages / PACKAGE.name).symlink_to(PACKAGE)


def write_metadata(folder: Path) -> None:
    """Write the metadata of an installed distribution, so that LocalStack finds the entry points on its path."""
    target = folder / f"{NAME.replace('-', '_')}-{VERSION}.dist-info"
    target.mkdir(parents=True, exist_ok=True)
    lines = [
        line
        for group, points in ENTRY_POINTS.items()
        for line in (f"[{group}]", *(f"{point} = {value}" for point, value in points.items()), "")
    ]
    (target / "entry_points.txt").write_text("\n".join(lines))
    (target / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {VERSION}\n")
