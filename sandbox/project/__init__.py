"""The project: the adopter's repository, found from the working directory, and where its parts are.

A project file is `[tool.causeway]` in pyproject.toml, or a `sandbox.toml`; the nearest one upwards counts. Without one,
the nearest folder that holds a `Pulumi.yaml` or an `estate.yaml` is the project, with default names.
"""

from sandbox.project.errors import NoEstateFile, NoProgram, ProjectError, ProjectInvalid
from sandbox.project.model import Project
from sandbox.project.names import (
    ENGINE_KEYS,
    ESTATE,
    FILE,
    POLICY_TESTS,
    PROGRAMS,
    PROJECT_KEYS,
    PYPROJECT,
    STACK,
    TABLE,
)
from sandbox.project.pulumi_file import program_file
from sandbox.project.search import at, find

__all__ = [
    "ENGINE_KEYS",
    "ESTATE",
    "FILE",
    "POLICY_TESTS",
    "PROGRAMS",
    "PROJECT_KEYS",
    "PYPROJECT",
    "STACK",
    "TABLE",
    "NoEstateFile",
    "NoProgram",
    "Project",
    "ProjectError",
    "ProjectInvalid",
    "at",
    "find",
    "program_file",
]
