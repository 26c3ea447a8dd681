"""Add the data files of `sandbox.package_data` to a wheel; an editable install uses the checkout's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCKS = ("build.txt", "engine.txt")
"""What the engine's environment is made from."""
REFERENCE_ESTATE = ("Pulumi.yaml", "__main__.py", "estate.yaml", "accounts", "network", "policy", "tests/intents")


class DataFiles(BuildHookInterface[Any]):
    """Put locks and reference estate under `sandbox/data/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to every build but an editable one."""
        if version == "editable":
            return
        root = Path(self.root)
        for lock in LOCKS:
            build_data["force_include"][str(root / "locks" / lock)] = f"sandbox/data/locks/{lock}"
        for part in REFERENCE_ESTATE:
            build_data["force_include"][str(root / part)] = f"sandbox/data/examples/gilt/{part}"
