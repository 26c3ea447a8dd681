"""The matrix of all pairs of ends: which protocols and destination ports are open there and back."""

from sandbox.reach.matrix.matrix import Cell, Matrix, all_ends, reach_matrix
from sandbox.reach.matrix.open_ports import OpenPorts, open_ports

__all__ = ["Cell", "Matrix", "OpenPorts", "all_ends", "open_ports", "reach_matrix"]
