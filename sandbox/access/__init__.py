"""Who can do what in a whole world, and what does a change make of it? Pure: worlds in, answers out."""

from sandbox.access.difference import Difference, differences, each_difference
from sandbox.access.matrix import Answer, Matrix, matrix

__all__ = ["Answer", "Difference", "Matrix", "differences", "each_difference", "matrix"]
