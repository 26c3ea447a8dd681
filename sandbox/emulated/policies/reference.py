"""The Service Authorization Reference, as it was written when the engine's environment was made."""

from __future__ import annotations

import sys
from pathlib import Path

from sandbox.authorization.service_reference import reference_in

REFERENCE = reference_in(Path(sys.prefix) / "service-reference")
