import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.provider.access_key import account_of_key


@pytest.mark.parametrize(
    ("key", "account"),
    [
        ("123456789012", "123456789012"),
        ("AKIARZPUZDIKGB2VALC4", "123456789012"),
        ("ASIAQAAAAAAAGMKEM7X5", "000000000000"),
        ("ASIAQNZGKIQY56JQ7WML", "029608264753"),
        ("not-a-key", "000000000000"),
        ("AKIAIOSFODNN7EXAMPLE", "000000000000"),
        ("AKIA777777777EXAMPLE", "000000000000"),
        ("AKIARZPUZDIK!B2VALC4", "000000000000"),
    ],
)
def test_an_access_key_contains_its_account_id(key: str, account: str):
    assert account_of_key(key) == account


@given(st.integers(0, 10**12 - 1))
def test_every_account_id_is_decoded_from_its_key(number: int):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    half, odd = divmod(number, 2)
    code, digits = half + 16 * 32**7, ""
    for _ in range(8):
        code, digit = divmod(code, 32)
        digits = alphabet[digit] + digits
    key = f"LKIA{digits}{'Q' if odd else 'A'}BCDEFGH"
    assert account_of_key(key) == f"{number:012d}"


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=16))
def test_an_account_id_has_twelve_digits_for_any_key(rest: str):
    account = account_of_key(f"AKIA{rest}")
    assert account.isdecimal()
    assert len(account) == 12
