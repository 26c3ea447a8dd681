"""What a signed assertion states: its subject, its conditions, and the attributes that AWS reads.

Reference: SAML 2.0 Core, 2.3 to 2.7; IAM user guide, id_roles_providers_create_saml_assertions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.emulated.sts.saml.document import ASSERTION, child, children, moment, text_of

_BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"


class MalformedAssertion(ValueError):
    """An assertion without what AWS needs; the message says what."""


@dataclass(frozen=True)
class Confirmation:
    """To which endpoint, and until when, the bearer may present the assertion."""

    recipient: str
    not_on_or_after: datetime


@dataclass(frozen=True)
class Assertion:
    """An assertion, as its identity provider states it; nothing is decided."""

    issuer: str
    issued: datetime
    subject: str
    format: str
    """The URI of the format of the subject's name; empty where it is not stated."""
    confirmations: tuple[Confirmation, ...]
    audiences: tuple[tuple[str, ...], ...]
    """The audiences of each restriction, all of which apply."""
    not_before: datetime | None
    not_on_or_after: datetime | None
    session_ends: datetime | None
    """SessionNotOnOrAfter."""
    attributes: Mapping[str, tuple[str, ...]]


def read_assertion(element: Any) -> Assertion:
    """Return what an assertion states; raises MalformedAssertion."""
    try:
        return _read(element)
    except ValueError as wrong:
        raise MalformedAssertion(str(wrong)) from wrong


def _read(element: Any) -> Assertion:
    name = _one(element, "Subject", "NameID")
    conditions = child(element, ASSERTION, "Conditions")
    statement = child(element, ASSERTION, "AuthnStatement")
    issued = _time(element, "IssueInstant")
    if issued is None:
        raise MalformedAssertion("the assertion has no IssueInstant")
    return Assertion(
        issuer=text_of(_one(element, "Issuer")),
        issued=issued,
        subject=text_of(name),
        format=name.get("Format", ""),
        confirmations=tuple(_confirmations(element)),
        audiences=tuple(_audiences(element)),
        not_before=_time(conditions, "NotBefore"),
        not_on_or_after=_time(conditions, "NotOnOrAfter"),
        session_ends=_time(statement, "SessionNotOnOrAfter"),
        attributes=_attributes(element),
    )


def _one(element: Any, *path: str) -> Any:
    found = child(element, ASSERTION, *path)
    if found is None or not text_of(found):
        raise MalformedAssertion(f"the assertion has no {path[-1]}")
    return found


def _time(element: Any | None, name: str) -> datetime | None:
    text = element.get(name) if element is not None else None
    return moment(text) if text else None


def _confirmations(element: Any) -> Iterator[Confirmation]:
    for found in children(element, ASSERTION, "Subject", "SubjectConfirmation"):
        data = child(found, ASSERTION, "SubjectConfirmationData")
        until = _time(data, "NotOnOrAfter")
        if found.get("Method") == _BEARER and data is not None and until is not None:
            yield Confirmation(data.get("Recipient", ""), until)


def _audiences(element: Any) -> Iterator[tuple[str, ...]]:
    for restriction in children(element, ASSERTION, "Conditions", "AudienceRestriction"):
        yield tuple(text_of(one) for one in children(restriction, ASSERTION, "Audience"))


def _attributes(element: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for attribute in children(element, ASSERTION, "AttributeStatement", "Attribute"):
        values = tuple(text_of(one) for one in children(attribute, ASSERTION, "AttributeValue"))
        name = attribute.get("Name", "")
        found[name] = found.get(name, ()) + values
    return found
