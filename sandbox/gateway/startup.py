"""The hook by which LocalStack starts everything of ours."""

from __future__ import annotations

import importlib
import logging

from localstack.runtime import hooks

LOG = logging.getLogger(__name__)

CIRCULAR = ("moto.s3.models", "moto.iam.models")
"""First modules of moto's import cycles, imported before any service loads.

Services load when they are first called, in threads. Two threads that enter an import cycle at different modules
deadlock, and Python breaks the deadlock by failing one of the imports.
"""


@hooks.on_infra_start(priority=50)
def start() -> None:
    """Register the emulated services, install the request handlers and mount our routes, before the first request."""
    from localstack.services.plugins import SERVICE_PLUGINS  # noqa: PLC0415 - the runtime must be configured first

    from sandbox.emulated import providers, routes  # noqa: PLC0415
    from sandbox.gateway import chain  # noqa: PLC0415 - loads services that read the runtime's configuration

    for name in CIRCULAR:
        importlib.import_module(name)
    LOG.info("emulated services: %s", ", ".join(providers.offer(SERVICE_PLUGINS)))
    chain.install()
    routes.serve("sandbox.emulated", "sandbox.datacentre")
