"""LocalStack's environment variables. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sandbox.engine.process import INSTANCE, VERSION
from sandbox.engine.record import MADE_BY
from sandbox.gateway.internal_endpoints import VARIABLE as TOKEN

KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
"""The only variables of the caller that the engine gets: no credentials, no settings of another LocalStack."""


def services(port: int) -> dict[str, str]:
    """Return the variables that are the same in every form of the engine."""
    return {
        "LOCALSTACK_HOST": f"127.0.0.1:{port}",
        "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "IN_MEMORY_CLIENT": "1",  # inner calls do not use the socket, so the gateway trusts no request that does
        "GATEWAY_SERVER": "causeway",
        "LS_LOG": "warn",
        "SQS_DISABLE_CLOUDWATCH_METRICS": "1",  # else each SQS call makes one to CloudWatch in the background
        "SQS_ENDPOINT_STRATEGY": "path",  # else queue URLs hold host names that nothing resolves
    }


def home(state: Path) -> Path:
    """Return the engine's HOME."""
    return state / "home"


def host(caller: Mapping[str, str], state: Path, port: int, instance: str, token: str) -> dict[str, str]:
    """Return the environment of an engine on this machine; everything that it writes is under `state`."""
    kept = {name: caller[name] for name in KEPT if name in caller}
    return {
        **kept,
        **services(port),
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        "OVERRIDE_IN_DOCKER": "0",  # in a container LocalStack would take itself for its own image
        "DNS_ADDRESS": "0",
        "HOME": str(home(state)),
        "TEMP": str(state / "tmp"),  # as TMPDIR, of which LocalStack would warn that it is deprecated
        "XDG_CACHE_HOME": str(state / "cache"),
        "FILESYSTEM_ROOT": str(state / "files"),
        "LOCALSTACK_VOLUME_DIR": str(state / "files"),
        "PYTHONUNBUFFERED": "1",
        INSTANCE: instance,
        VERSION: MADE_BY,
        TOKEN: token,
    }
