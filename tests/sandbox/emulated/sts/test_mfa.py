"""Codes of virtual MFA devices."""

import pytest

from sandbox.emulated.sts.mfa import one_time_code


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str):
    # RFC 6238, appendix B: the last six of its eight digits
    assert one_time_code(b"12345678901234567890", seconds // 30) == code
