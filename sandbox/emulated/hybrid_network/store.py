"""The network's state in the engine, one for all accounts, and its lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from localstack.services.stores import AccountRegionBundle, BaseStore, CrossAccountAttribute

from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.hybrid_network.engine_resources import EngineResources
from sandbox.emulated.hybrid_network.lock import NETWORK_LOCK
from sandbox.emulated.hybrid_network.model import HybridNetwork
from sandbox.emulated.hybrid_network.progress import advance
from sandbox.emulated.service_declaration import ServiceDeclaration

NO_ACCOUNT = "000000000000"
ANY_REGION = "us-east-1"


class HybridStore(BaseStore):
    """The state of Direct Connect and of the transit gateways: the same for every caller."""

    NETWORK: HybridNetwork = CrossAccountAttribute(default=HybridNetwork)


_stores = AccountRegionBundle("directconnect", HybridStore)


def network() -> HybridNetwork:
    """Return the network as the last call left it, without its lock, for other services that read it."""
    found: HybridNetwork = _stores[NO_ACCOUNT][ANY_REGION].NETWORK
    return found


@contextmanager
def open_network(call: HybridCall) -> Iterator[HybridNetwork]:
    """Lock the network and bring it to the moment of the call, before the operation and after it."""
    with NETWORK_LOCK:
        kept = network()
        advance(kept, call.resources, call.timestamp, call.token)
        yield kept
        advance(kept, call.resources, call.timestamp, call.token)


def declare(kind: type[HybridCall]) -> ServiceDeclaration:
    """Declare a service whose operations see the network, with its own class of calls."""

    def make_call(**values: Any) -> HybridCall:
        return kind(**values, resources=EngineResources(network().vpn))

    return ServiceDeclaration(make_call=make_call, open_state=open_network)


def internal_call() -> HybridCall:
    """Return a call without an account, for code that needs the network and is not an AWS API."""
    return HybridCall(
        account=NO_ACCOUNT, region=ANY_REGION, open_state=open_network, resources=EngineResources(network().vpn)
    )
