"""The scalars of YAML 1.2: from text to null, booleans and numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

TAG = "tag:yaml.org,2002:"
"""Prefix of YAML's own tags."""

_LONGEST_NUMBER = 40
"""Characters: the largest number here is an ASN of ten digits, and Python reads no number of thousands."""

_BASES = {"0x": 16, "0o": 8, "0b": 2}


class LeadingZero(ValueError):
    """A number with a leading zero, octal in YAML 1.1 and decimal in YAML 1.2; `decimal` is its value here."""

    def __init__(self, decimal: int) -> None:
        super().__init__(decimal)
        self.decimal = decimal


def _integer(text: str) -> int:
    digits = _digits(text)
    sign = -1 if digits.startswith("-") else 1
    digits = digits.lstrip("+-")
    if digits.isdecimal() and digits != digits.lstrip("0") and len(digits) > 1:
        raise LeadingZero(sign * int(digits))
    base = _BASES.get(digits[:2], 10)
    return sign * int(digits[2:] if base != 10 else digits, base)  # noqa: PLR2004  # ten is ten


def _digits(text: str) -> str:
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(text)
    return text.replace("_", "")


def _number(text: str) -> float:
    plain = _digits(text).lower()
    return float(plain.replace(".inf", "inf").replace(".nan", "nan"))


def _truth(text: str) -> bool:
    return text.lower() == "true"


def _nothing(_: str) -> None:
    return None


SCALARS: Mapping[str, Callable[[str], object]] = {
    f"{TAG}int": _integer,
    f"{TAG}float": _number,
    f"{TAG}bool": _truth,
    f"{TAG}null": _nothing,
}
"""Tag -> function that parses its text; raises ValueError for text that is not valid for the tag."""
