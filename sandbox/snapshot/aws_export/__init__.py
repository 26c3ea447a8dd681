"""What did AWS answer? Its own answers, from files or from an endpoint, read into a world."""

from sandbox.snapshot.aws_export.answers import Answers
from sandbox.snapshot.aws_export.build import world

__all__ = ["Answers", "world"]
