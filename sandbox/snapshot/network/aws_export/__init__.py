"""The network of AWS's responses: of a running sandbox, or of exported files."""

from sandbox.snapshot.network.aws_export.answers import Answers, collect
from sandbox.snapshot.network.aws_export.builder import build_network

__all__ = ["Answers", "build_network", "collect"]
