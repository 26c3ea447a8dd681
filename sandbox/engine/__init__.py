"""The life cycle of LocalStack: start, watch and stop it, or attach to another endpoint."""

from sandbox.engine.endpoint import denied_calls, enforcement, recorded_calls
from sandbox.engine.errors import EngineError
from sandbox.engine.lifecycle import death, expect, inspect, log, start, stop
from sandbox.engine.model import Credentials, Death, Engine
from sandbox.engine.seed import seed

__all__ = [
    "Credentials",
    "Death",
    "Engine",
    "EngineError",
    "death",
    "denied_calls",
    "enforcement",
    "expect",
    "inspect",
    "log",
    "recorded_calls",
    "seed",
    "start",
    "stop",
]
