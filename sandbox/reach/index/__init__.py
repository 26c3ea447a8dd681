"""A network by the keys that a packet's path needs, computed from it and from its routes."""

from sandbox.reach.index.network_index import NetworkIndex

__all__ = ["NetworkIndex"]
