"""Decide what can reach what in a network, and which rule is in the way: pure functions over `sandbox.routing`.

`sandbox.reach.model` holds the network: the topology of `sandbox.routing.model` with interfaces and filters.
"""
