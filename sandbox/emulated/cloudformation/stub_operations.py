"""Operations that are refused, because LocalStack or moto would return success without an effect."""

from __future__ import annotations

from sandbox.emulated.stub_operations import NOTHING_IS_KEPT

STUB_OPERATIONS = {
    "RegisterType": NOTHING_IS_KEPT,
}
