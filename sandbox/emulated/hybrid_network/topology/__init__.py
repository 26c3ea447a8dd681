"""Build the topology from the engine's state, and compute all routes from it with `sandbox.routing`."""

from sandbox.emulated.hybrid_network.topology.network import computed, topology

__all__ = ["computed", "topology"]
