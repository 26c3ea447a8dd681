"""Operations that are refused, because LocalStack or moto would return success without an effect."""

from __future__ import annotations

from sandbox.emulated.stub_operations import MADE_UP

STUB_OPERATIONS = {
    "DescribeCapacityReservation": MADE_UP,
}
