"""Networks in text, one statement a line."""

from tests.sandbox.reach.network_text.read import lines_of, network, read_lines
from tests.sandbox.reach.network_text.statement import BadStatement

__all__ = ["BadStatement", "lines_of", "network", "read_lines"]
