"""A slow evaluator that walks one concrete packet, and its response, through a configured network.

It is written from AWS's documentation, independently of `sandbox.routing` and `sandbox.reach`, which it imports for
their data alone: it computes each route by brute force for the packet at hand.
"""

from tests.sandbox.reach.packet_walker.packet import Packet, Place
from tests.sandbox.reach.packet_walker.verdict import Verdict, verdict

__all__ = ["Packet", "Place", "Verdict", "verdict"]
