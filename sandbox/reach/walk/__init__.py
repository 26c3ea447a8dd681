"""Walk sets of headers through a network, hop by hop, there and back."""

from sandbox.reach.walk.locations import Location
from sandbox.reach.walk.run import walk
from sandbox.reach.walk.state import Leaf, Move, Obstacle, Packets, References, Walk

__all__ = ["Leaf", "Location", "Move", "Obstacle", "Packets", "References", "Walk", "walk"]
