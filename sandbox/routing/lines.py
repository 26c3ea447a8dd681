"""Whether a Direct Connect connection, a LAG or a customer router carries traffic, and why not."""

from __future__ import annotations

from functools import cached_property

from sandbox.routing.model import Address, Connection, Router, Topology


class Lines:
    """The physical side of a topology: connections, LAGs and the customer's routers."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology

    @cached_property
    def routers(self) -> dict[str, Router]:
        """Return the customer's routers, by name."""
        return {it.name: it for centre in self._topology.datacentres.values() for it in centre.routers}

    @cached_property
    def _router_of(self) -> dict[Address, str]:
        return {address: it.name for it in self.routers.values() for address in it.addresses}

    def router_with(self, address: Address | None) -> str | None:
        """Return the name of the router that has the address."""
        return self._router_of.get(address) if address is not None else None

    def router_problem(self, name: str | None) -> str:
        """Return why the router takes part in nothing; empty where it is up, or not part of the topology."""
        router = self.routers.get(name) if name else None
        return f"router {name} is down" if router is not None and not router.up else ""

    def region(self, carrier: str) -> str | None:
        """Return the Region that the location of a connection or LAG belongs to."""
        found = self._topology.lags.get(carrier) or self._topology.connections.get(carrier)
        return found.region if found else None

    def router(self, carrier: str) -> str | None:
        """Return the name of the customer's router at the far end of a connection or LAG."""
        if carrier in self._topology.lags:
            names = {it.router for it in self._members(carrier) if it.router}
            return names.pop() if len(names) == 1 else None
        found = self._topology.connections.get(carrier)
        return found.router if found else None

    def problem(self, carrier: str) -> str:
        """Return why a connection or LAG is down; empty where it is up.

        A LAG is down with fewer operational connections than its minimum number of links, and without any (Direct
        Connect User Guide, "Link aggregation groups",
        https://docs.aws.amazon.com/directconnect/latest/UserGuide/lags.html).
        """
        if lag := self._topology.lags.get(carrier):
            working = sum(1 for it in self._members(carrier) if self._connection_problem(it.id) == "")
            needed = max(1, lag.minimum_links)
            return "" if working >= needed else f"LAG {lag.name or lag.id} has {working} of {needed} links up"
        connection = self._topology.connections.get(carrier)
        if connection is not None and connection.lag in self._topology.lags:
            return self._connection_problem(carrier) or self.problem(connection.lag or "")
        return self._connection_problem(carrier)

    def _members(self, lag: str) -> list[Connection]:
        return [it for it in self._topology.connections.values() if it.lag == lag]

    def _connection_problem(self, id_: str) -> str:
        connection = self._topology.connections.get(id_)
        if connection is None:
            return f"no connection {id_}"
        if not connection.up:
            reason = f": {connection.reason}" if connection.reason else ""
            return f"line {connection.name or id_} is down{reason}"
        return self.router_problem(connection.router)
