"""What did AWS answer? Its own answers, from files or from an endpoint, read into a world."""

from sandbox.sources.answers.answers import Answers
from sandbox.sources.answers.world import world

__all__ = ["Answers", "world"]
