"""The hook with which LocalStack starts the gateway and the emulated services."""

from __future__ import annotations

import importlib
import logging

from localstack.runtime import hooks

LOG = logging.getLogger(__name__)

CIRCULAR = ("moto.s3.models", "moto.iam.models")
"""First modules of moto's import cycles, imported before any service loads.

Services load in threads when they are first called. Two threads that enter an import cycle at different modules
deadlock, and Python resolves the deadlock by failing one of the imports.
"""


@hooks.on_infra_start(priority=50)
def start() -> None:
    """Register the emulated services, install the request handlers and mount our routes, before the first request."""
    from localstack.runtime import get_current_runtime  # noqa: PLC0415 - the runtime must be configured first
    from localstack.services.plugins import SERVICE_PLUGINS  # noqa: PLC0415 - the same

    from sandbox.emulated import providers, routes  # noqa: PLC0415 - the same
    from sandbox.emulated.directconnect import monitor  # noqa: PLC0415 - the same
    from sandbox.emulated.newer_models import loader  # noqa: PLC0415 - the same
    from sandbox.gateway import app, quiet_log  # noqa: PLC0415 - the same

    quiet_log.install()
    loader.extend()
    for name in CIRCULAR:
        importlib.import_module(name)
    LOG.info("emulated services: %s", ", ".join(providers.offer(SERVICE_PLUGINS)))
    app.install(get_current_runtime().components.gateway)
    routes.serve("sandbox.emulated", "sandbox.datacentre", "sandbox.gateway")
    monitor.start()
