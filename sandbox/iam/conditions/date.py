"""Date operators: ISO 8601 in the W3C's profile, or seconds since 1970; the two forms mix."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from sandbox.iam.conditions.numeric import comparison
from sandbox.iam.conditions.operator import Compiled, Operator, both

_EPOCH = re.compile(r"\d{5,}(\.\d+)?", re.ASCII)
"""Four digits and fewer are a year."""
_ISO = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d)"
    r"(T(?P<hour>\d\d):(?P<minute>\d\d)(:(?P<second>\d\d)(\.(?P<fraction>\d+))?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)


def moment(text: str) -> Decimal | None:
    """Seconds since 1970 of a date; None where the text is none. A time without a zone is UTC."""
    text = text.strip()
    if _EPOCH.fullmatch(text):
        return Decimal(text)
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    part = found.groupdict()
    try:
        whole = datetime(
            int(part["year"]),
            int(part["month"] or 1),
            int(part["day"] or 1),
            int(part["hour"] or 0),
            int(part["minute"] or 0),
            int(part["second"] or 0),
            tzinfo=_zone(part["zone"]),
        )
    except ValueError:
        return None
    return Decimal(int(whole.timestamp())) + Decimal(f"0.{part['fraction'] or 0}")


def _zone(text: str | None) -> timezone:
    if text in (None, "Z"):
        return UTC
    digits = text.replace(":", "")
    offset = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    return timezone(-offset if text[0] == "-" else offset)


def _compare(compare: Callable[[Decimal, Decimal], bool]) -> Callable[[Sequence[str], bool], Compiled]:
    return comparison(compare, moment, "date: write 2026-01-31T00:00:00Z or seconds since 1970")


OPERATORS: dict[str, Operator] = {
    **both("DateEquals", "DateNotEquals", _compare(operator.eq)),
    "DateLessThan": Operator(_compare(operator.lt)),
    "DateLessThanEquals": Operator(_compare(operator.le)),
    "DateGreaterThan": Operator(_compare(operator.gt)),
    "DateGreaterThanEquals": Operator(_compare(operator.ge)),
}
