"""The tools that the sandbox needs on this machine: finds, fetches or builds them."""

from sandbox.toolchain.environments import engine_python
from sandbox.toolchain.errors import ToolchainError
from sandbox.toolchain.inspection import inspect
from sandbox.toolchain.model import Notify, Tools
from sandbox.toolchain.pulumi import ensure

__all__ = ["Notify", "ToolchainError", "Tools", "engine_python", "ensure", "inspect"]
