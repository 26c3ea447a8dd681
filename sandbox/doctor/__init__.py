"""The checks of `sandbox doctor` that need no extra: Python, the project and its parts, git, what is installed."""

from sandbox.doctor.finding import Finding
from sandbox.doctor.installation import installed_parts, missing_packages, python
from sandbox.doctor.project import project_findings

__all__ = ["Finding", "installed_parts", "missing_packages", "project_findings", "python"]
