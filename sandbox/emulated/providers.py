"""Register the emulated services with LocalStack's plugin manager; each is built at its first call."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from localstack.services.plugins import PLUGIN_NAMESPACE, Service, ServicePluginAdapter, ServicePluginManager
from plux import PluginFinder, PluginManager, PluginSpec

from sandbox.emulated.overlay import emulate
from sandbox.emulated.registry import EmulatedService, services
from sandbox.emulated.s3.acl import owner_member

PROVIDER = "causeway"
LICENSED = "pro"
"""The provider name that a LocalStack with a licence registers: where it offers a service, ours is not registered."""


class EmulatedServices(PluginFinder):
    """LocalStack's own plugins and the emulated services."""

    def __init__(self, stock: PluginManager) -> None:
        self._stock = stock
        names = set(stock.list_names())
        self.offered = {name: service for name, service in services().items() if f"{name}:{LICENSED}" not in names}

    def find_plugins(self) -> list[PluginSpec]:
        """Return LocalStack's specs, with S3's bodies in a folder of this instance, then ours."""
        stock = [spec for spec in self._stock.list_plugin_specs() if spec.name != "s3:default"]
        own = [_spec(name, PROVIDER, self._factory(service)) for name, service in self.offered.items()]
        return [*stock, _spec("s3", "default", _s3), *own]

    def _factory(self, service: EmulatedService) -> Callable[[], Service]:
        def make() -> Service:
            return emulate(service, lambda: self._below(service.name))

        return make

    def _below(self, name: str) -> Service:
        if name == "s3":
            return _s3()
        return self._stock.load(f"{name}:default").service


def offer(manager: ServicePluginManager) -> list[str]:
    """Make the manager prefer the emulated services; return the names of those that it will use."""
    finder = EmulatedServices(manager.plugin_manager)
    manager.plugin_manager = PluginManager(PLUGIN_NAMESPACE, finder=finder, listener=manager.plugin_errors)
    manager._api_provider_specs = None  # noqa: SLF001 - a cache of what the replaced manager knew
    for name in finder.offered:
        manager.provider_config.set_provider(name, PROVIDER)
    return sorted(finder.offered)


def _spec(api: str, provider: str, create: Callable[[], Service]) -> PluginSpec:
    return PluginSpec(
        PLUGIN_NAMESPACE, f"{api}:{provider}", factory=lambda: ServicePluginAdapter(api=api, create_service=create)
    )


def _s3() -> Service:
    from localstack.services.s3 import provider  # noqa: PLC0415 - 300 ms that an engine without S3 saves
    from localstack.services.s3.storage.ephemeral import EphemeralS3ObjectStore  # noqa: PLC0415

    provider.get_owner_for_account_id = owner_member  # LocalStack's gives all accounts one canonical user id
    bodies = Path(tempfile.mkdtemp(prefix="causeway-s3-"))
    return Service.for_provider(provider.S3Provider(storage_backend=EphemeralS3ObjectStore(str(bodies))))
