"""Decide what can reach what in a network, and which rule is in the way: pure functions over `sandbox.routing`.

`sandbox.reach.model` holds the network: the topology of `sandbox.routing.model` with interfaces and filters;
`Analyzer(network).flow(flow)` answers a question, whose ends `sandbox.reach.ends.resolve` finds by name.
"""

from sandbox.reach.analysis import Analyzer

__all__ = ["Analyzer"]
