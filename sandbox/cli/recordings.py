"""Files of recordings, as `sandbox iam record stop --output` writes them."""

from __future__ import annotations

import json
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.least_privilege.recording import Recording


class RecordingNotReadable(SandboxError):
    """A file that is no recording."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"{path} is not a recording: {problem}.", "`sandbox iam record stop --output FILE` writes a recording."
        )


def read(path: Path) -> Recording:
    """Return the recording of a file; raises RecordingNotReadable."""
    try:
        return Recording.from_json(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise RecordingNotReadable(path, error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RecordingNotReadable(path, f"{type(error).__name__}: {error}") from error
