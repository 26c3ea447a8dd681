"""KMS: the state of a key and its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.needs.known import Known


def _key(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    response["KeyMetadata"].update(
        KeySpec=known.after.get("customerMasterKeySpec") or "SYMMETRIC_DEFAULT",
        KeyState="Enabled",
        Enabled=known.after.get("isEnabled", True),
    )


RESPONSES = {"DescribeKey": _key}
