"""Random networks in text with all features mixed, and packets at the edges of their rules and prefixes."""

from tests.sandbox.reach.random_network.networks import random_lines
from tests.sandbox.reach.random_network.packets import again, random_queries

__all__ = ["again", "random_lines", "random_queries"]
