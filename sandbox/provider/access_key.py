"""The account id that is encoded in an access key id."""

from typing import Final

NO_ACCOUNT: Final = "000000000000"
ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def account_of_key(access_key: str) -> str:
    """Return the account of an access key id; zeros, as in the engine, for a key that encodes none."""
    if access_key.isdecimal() and len(access_key) == len(NO_ACCOUNT):
        return access_key
    digits = access_key[4:13]
    if len(access_key) < 20 or any(character not in ALPHABET for character in digits):  # noqa: PLR2004 - AWS's length
        return NO_ACCOUNT
    number = 0
    for character in digits[:8]:
        number = number * 32 + ALPHABET.index(character)
    half = number - ALPHABET.index("Q") * 32**7
    account = 2 * half + (ALPHABET.index(digits[8]) >= ALPHABET.index("Q"))
    return f"{account:012d}" if 0 <= account < 10 ** len(NO_ACCOUNT) else NO_ACCOUNT
