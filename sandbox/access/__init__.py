"""Access analysis of a snapshot: who can do what, what a change makes of it, and which statement decides.

Pure: snapshots in, results out.
"""

from sandbox.access.difference import Difference, differences, each_difference
from sandbox.access.matrix import Answer, Matrix, matrix

__all__ = ["Answer", "Difference", "Matrix", "differences", "each_difference", "matrix"]
