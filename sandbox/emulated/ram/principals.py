"""The principals that a resource may be shared with, parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_ACCOUNT = re.compile(r"\d{12}")
_ORGANIZATION = re.compile(r"arn:aws:organizations::(\d{12}):organization/(o-[a-z0-9]{10,32})")
_UNIT = re.compile(r"arn:aws:organizations::(\d{12}):ou/(o-[a-z0-9]{10,32})/(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})")
_IDENTITY = re.compile(r"arn:aws:iam::(\d{12}):(?:role|user)/[\w+=,.@/-]+")
_SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com")


class NotAPrincipalError(ValueError):
    """A text that is not a valid principal of a share."""


@dataclass(frozen=True)
class Principal:
    """One principal of a share. Empty fields are those that its kind does not have."""

    text: str
    kind: Literal["account", "organization", "unit", "identity", "service"]
    account: str = ""
    """The account itself or, for an identity, its account."""
    organization: str = ""
    """`o-...`, of an organization or a unit."""
    unit: str = ""
    """`ou-...`."""
    management: str = ""
    """The management account that the ARN of an organization or a unit names."""

    @classmethod
    def parse(cls, text: str) -> Principal:
        """Read an account id, an ARN of an organization, unit, role or user, or a service name."""
        if _ACCOUNT.fullmatch(text):
            return cls(text, "account", account=text)
        if found := _ORGANIZATION.fullmatch(text):
            return cls(text, "organization", management=found[1], organization=found[2])
        if found := _UNIT.fullmatch(text):
            return cls(text, "unit", management=found[1], organization=found[2], unit=found[3])
        if found := _IDENTITY.fullmatch(text):
            return cls(text, "identity", account=found[1])
        if _SERVICE.fullmatch(text):
            return cls(text, "service")
        raise NotAPrincipalError(text)
