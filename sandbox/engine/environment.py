"""How LocalStack is configured when it runs on this machine: pure, so that each line can be tested."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sandbox.engine.process import INSTANCE, VERSION
from sandbox.engine.record import MADE_BY
from sandbox.gateway.internal_endpoints import VARIABLE as TOKEN

KEPT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
"""All that the engine sees of the caller's environment: no credentials, no settings of another LocalStack."""


def services(port: int) -> dict[str, str]:
    """What is the same in every form of the engine."""
    return {
        "LOCALSTACK_HOST": f"127.0.0.1:{port}",
        "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "IN_MEMORY_CLIENT": "1",  # inner calls stay off the socket, so the front may distrust all that come by it
        "GATEWAY_SERVER": "causeway",
        "LS_LOG": "warn",
        "SQS_DISABLE_CLOUDWATCH_METRICS": "1",  # else each SQS call makes one to CloudWatch in the background
        "SQS_ENDPOINT_STRATEGY": "path",  # else queue URLs hold host names that nothing resolves
    }


def home(state: Path) -> Path:
    """Where LocalStack takes itself to live."""
    return state / "home"


def host(caller: Mapping[str, str], state: Path, port: int, instance: str, token: str) -> dict[str, str]:
    """The whole environment of an engine on this machine; everything that it writes lies under `state`."""
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
