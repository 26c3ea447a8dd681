"""Names of the files and keys that make a project, and the defaults of what a project file leaves out."""

from __future__ import annotations

FILE = "sandbox.toml"
PYPROJECT = "pyproject.toml"
TABLE = "tool.causeway"
ESTATE = "estate.yaml"
PROGRAMS = ("Pulumi.yaml", "Pulumi.yml")
"""The file names by which Pulumi knows a program's folder."""

STACK = "all"
POLICY_TESTS = "tests/intents"

PROJECT_KEYS = ("estate", "program", "stack", "policy_tests")
ENGINE_KEYS = ("engine", "endpoint", "port", "cache", "enforcement", "account_id_keys")
"""Keys of a project file that `sandbox.settings` reads; flags and the environment come before them."""
