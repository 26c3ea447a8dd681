"""Whose is an access key? Its account is written in it."""


def account_of_key(access_key: str) -> str:
    """The account that an access key id belongs to: it is written in it."""
    if access_key.isdecimal() and len(access_key) == 12:  # noqa: PLR2004 - the length of account ids
        return access_key
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    digits = access_key[4:12]
    if len(access_key) < 20 or any(character not in alphabet for character in digits):  # noqa: PLR2004 - AWS's length
        return "000000000000"
    number = 0
    for character in digits:
        number = number * 32 + alphabet.index(character)
    offset = number - alphabet.index("Q") * 32**7
    return f"{2 * offset + (0 if access_key[12] in alphabet[:16] else 1):012d}"
