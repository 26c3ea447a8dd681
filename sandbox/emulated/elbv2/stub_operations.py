"""Operations that are refused, because they would be answered with success though nothing is done."""

from __future__ import annotations

from sandbox.emulated.stub_operations import MADE_UP

STUB_OPERATIONS = {
    "DescribeCapacityReservation": MADE_UP,
}
