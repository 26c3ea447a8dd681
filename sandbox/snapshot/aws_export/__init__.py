"""The snapshot of AWS's own responses, from exported files or from an endpoint."""

from sandbox.snapshot.aws_export.answers import Answers
from sandbox.snapshot.aws_export.build import build_snapshot

__all__ = ["Answers", "build_snapshot"]
