"""Is LocalStack up? Start, watch and stop it, or attach to another endpoint."""

from sandbox.engine.errors import EngineError
from sandbox.engine.host import log_path
from sandbox.engine.lifecycle import inspect, start, stop
from sandbox.engine.model import Credentials, Engine
from sandbox.engine.seed import seed

__all__ = ["Credentials", "Engine", "EngineError", "inspect", "log_path", "seed", "start", "stop"]
