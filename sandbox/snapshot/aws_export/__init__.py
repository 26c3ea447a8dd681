"""The snapshot of AWS's own responses, from exported files or from an endpoint."""

from sandbox.snapshot.aws_export.builder import build_snapshot
from sandbox.snapshot.aws_export.responses import Responses

__all__ = ["Responses", "build_snapshot"]
