"""What must be on this machine before the sandbox can run? Find, fetch or build it."""

from sandbox.toolchain.environments import engine_python
from sandbox.toolchain.model import Finding, Tools

__all__ = ["Finding", "Tools", "engine_python"]
