"""BinaryEquals: bytes in base64, compared byte for byte."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from sandbox.iam.conditions.operator import Compiled, Operator
from sandbox.iam.errors import MalformedValue


def _bytes(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _equals(values: Sequence[str], variables: bool) -> Compiled:
    del variables
    known = set()
    for value in values:
        decoded = _bytes(value)
        if decoded is None:
            raise MalformedValue(f"{value!r} is not base64")
        known.add(decoded)
    return Compiled(lambda value: _bytes(value) in known)


OPERATORS: dict[str, Operator] = {"BinaryEquals": Operator(_equals)}
