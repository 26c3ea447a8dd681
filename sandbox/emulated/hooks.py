"""The one hook by which LocalStack starts everything of ours."""

from __future__ import annotations

import importlib
import logging

from localstack.runtime import hooks

LOG = logging.getLogger(__name__)

CIRCULAR = ("moto.s3.models", "moto.iam.models")
"""Where moto's circles of imports begin.

Services load when they are first called, in threads: two that enter a circle at different ends are a deadlock,
which Python ends by failing the call of one.
"""


@hooks.on_infra_start(priority=50)
def start() -> None:
    """Offer the emulated services, join the chain of handlers and mount our own routes, before the first request."""
    from localstack.services.plugins import SERVICE_PLUGINS  # noqa: PLC0415 - the runtime must be configured first

    from sandbox.emulated import providers, routes  # noqa: PLC0415
    from sandbox.gateway import chain  # noqa: PLC0415

    for name in CIRCULAR:
        importlib.import_module(name)
    LOG.info("emulated services: %s", ", ".join(providers.offer(SERVICE_PLUGINS)))
    chain.install()
    routes.serve("sandbox.emulated", "sandbox.datacentre")
