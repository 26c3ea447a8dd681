"""Checks of the interpreter, and of which parts of the distribution are installed."""

from __future__ import annotations

import platform
import sys
from importlib.util import find_spec

from sandbox import distribution, extras
from sandbox.doctor.finding import Finding

_MARK = "pulumi"
"""The package of the extra that no dependency of plain causeway brings, as moto brings boto3."""

OLDEST_PYTHON, NEWEST_PYTHON = (3, 12), (3, 14)
"""Versions that the sandbox itself runs on; LocalStack has an environment of its own."""


def python() -> Finding:
    """Return whether the interpreter is one that causeway runs on."""
    good = OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON and sys.implementation.name == "cpython"
    return Finding(
        "Python",
        good,
        f"{sys.implementation.name} {platform.python_version()} at {sys.executable}",
        ""
        if good
        else f"Install causeway into an environment of CPython {_dotted(OLDEST_PYTHON)} to {_dotted(NEWEST_PYTHON)}.",
    )


def missing_packages() -> frozenset[str]:
    """Return the import names of what the extra would add and is not installed."""
    return frozenset(name for name in extras.PACKAGES if find_spec(name) is None)


def installed_parts(missing: frozenset[str]) -> Finding:
    """Return which parts are installed, from the packages of the extra that are missing.

    Plain causeway is a complete installation: only an extra of which a part is missing is not good.
    """
    command = f"pip install '{distribution.NAME}[{extras.SANDBOX}]'"
    version = f"{distribution.NAME} {distribution.installed_version()}"
    if not missing:
        return Finding("Installation", True, f"{version} with engine, provider and Pulumi")
    if _MARK in missing:
        return Finding(
            "Installation",
            True,
            f"{version}: estate file, policy tests and `sandbox iam` on exported files and existing plans; "
            f"engine, provider and Pulumi (`up`, `preview`) are not installed: `{command}` adds them",
        )
    return Finding(
        "Installation",
        False,
        f"{version}, of whose extra `{extras.SANDBOX}` is missing: {', '.join(sorted(missing))}",
        f"Type `{command}`.",
    )


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
